/** Names that a filter word may ask for, as in `is:fail` or `account:1234`. */
type Field = 'account' | 'region' | 'claim' | 'check' | 'kind' | 'sev' | 'is';

/** What a row offers to a filter. */
export interface Searchable {
  /** Everything a person may look for in the row, in lower case. */
  readonly haystack: string;
  readonly fields: Partial<Readonly<Record<Field, string>>>;
}

interface Term {
  readonly inverse: boolean;
  readonly field: Field | null;
  readonly text: string;
}

const fields: readonly Field[] = ['account', 'region', 'claim', 'check', 'kind', 'sev', 'is'];

const parseTerm = (word: string): Term => {
  const inverse = word.startsWith('!');
  const bare = inverse ? word.slice(1) : word;
  const colon = bare.indexOf(':');
  const field = fields.find((name) => name === bare.slice(0, Math.max(0, colon))) ?? null;
  return { inverse, field, text: field === null ? bare : bare.slice(colon + 1) };
};

/**
 * Reads a filter: words that must all match, `!` in front of a word turns it round, `field:text` looks at one field.
 * An unfinished word (`!` or `is:` alone) matches everything, so that typing does not empty the list.
 */
export const parseFilter = (filter: string): ((row: Searchable) => boolean) => {
  const terms = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(parseTerm)
    .filter((term) => term.text !== '');
  return (row) =>
    terms.every(({ inverse, field, text }) => {
      const found = (field === null ? row.haystack : (row.fields[field] ?? '').toLowerCase()).includes(text);
      return found !== inverse;
    });
};
