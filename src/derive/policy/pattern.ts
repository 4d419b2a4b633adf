/**
 * Whether `text` matches a pattern of the policy language: `*` stands for any run of characters, `?` for one. Linear in
 * both lengths but for backtracking to the last star, so that a hostile pattern costs nothing.
 */
export const matchesPattern = (pattern: string, text: string): boolean => {
  let p = 0;
  let t = 0;
  let star = -1;
  let mark = 0;
  while (t < text.length) {
    const wanted = pattern[p];
    if (wanted === '*') {
      star = p;
      mark = t;
      p += 1;
    } else if (wanted !== undefined && (wanted === '?' || wanted === text[t])) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      p = star + 1;
      mark += 1;
      t = mark;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
};

/** A policy variable (`${aws:username}`) takes its value from the request. `${*}`, `${?}` and `${$}` are plain characters. */
export const hasVariable = (text: string): boolean => /\$\{(?![*?$]\})/.test(text);

export const hasWildcard = (text: string): boolean => /[*?]/.test(text);

/** The account that a stranger calls from, in the examples we try. Nobody's: account ids do not begin with three nines. */
export const strangerAccount = '999999999999';

const filler = 'zq7w';

/** One text that a pattern matches; stars in the account field of an ARN become the stranger's account. */
export const exampleOf = (pattern: string): string => {
  const parts = pattern.split(':');
  const isArn = parts[0] === 'arn' && parts.length >= 6;
  return parts
    .map((part, index) => (isArn && index === 4 && /^[*?]+$/.test(part) ? strangerAccount : part))
    .join(':')
    .replaceAll('*', filler)
    .replaceAll('?', 'z');
};
