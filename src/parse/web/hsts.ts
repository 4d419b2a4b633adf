/** The longest time a browser keeps a policy: Chromium clips max-age to one year (net/http/http_security_headers.cc). */
const LONGEST_KEPT_SECONDS = 31_536_000;

/** A Strict-Transport-Security policy as a browser stores it. */
export interface HstsPolicy {
  /** Seconds, clipped as browsers clip it; 0 deletes the stored policy. */
  readonly maxAge: number;
  /** Seconds as the header says. */
  readonly statedMaxAge: number;
  readonly includeSubDomains: boolean;
}

export type HstsReading =
  | { readonly status: 'valid'; readonly policy: HstsPolicy }
  /** Browsers ignore the whole header. */
  | { readonly status: 'invalid'; readonly problem: string };

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const DIRECTIVE = new RegExp(
  `[ \\t]*(?:(${TOKEN})(?:[ \\t]*=[ \\t]*(?:(${TOKEN})|"((?:[^"\\\\]|\\\\[^])*)"))?[ \\t]*)?(;|$)`,
  'y',
);

interface Directive {
  readonly name: string;
  readonly value: string | null;
}

const splitDirectives = (header: string): readonly Directive[] | null => {
  const directives: Directive[] = [];
  DIRECTIVE.lastIndex = 0;
  for (;;) {
    const match = DIRECTIVE.exec(header);
    if (match === null) return null;
    const [, name, token, quoted, end] = match;
    if (name !== undefined) {
      directives.push({ name: name.toLowerCase(), value: token ?? quoted?.replace(/\\(.)/gs, '$1') ?? null });
    }
    if (end === '') return directives;
  }
};

const invalid = (problem: string): HstsReading => ({ status: 'invalid', problem });

/** Digits of any length as a number, capped where integers stop being exact. */
const seconds = (digits: string): number => Math.min(Number(digits), Number.MAX_SAFE_INTEGER);

/**
 * Reads one Strict-Transport-Security field value as browsers do (RFC 6797 section 6.1): any syntax error, a repeated
 * known directive, a missing or non-numeric max-age, or a value on includeSubDomains makes them ignore all of it.
 */
export const parseHstsPolicy = (header: string): HstsReading => {
  const directives = splitDirectives(header);
  if (directives === null) return invalid('syntax error');
  const [age, secondAge] = directives.filter(({ name }) => name === 'max-age');
  const [subdomains, secondSubdomains] = directives.filter(({ name }) => name === 'includesubdomains');
  if (age === undefined) return invalid('max-age is missing');
  if (secondAge !== undefined) return invalid('max-age is repeated');
  if (secondSubdomains !== undefined) return invalid('includeSubDomains is repeated');
  if (subdomains !== undefined && subdomains.value !== null) return invalid('includeSubDomains has a value');
  if (age.value === null || !/^[0-9]+$/.test(age.value)) return invalid('max-age is not a number');
  const statedMaxAge = seconds(age.value);
  return {
    status: 'valid',
    policy: {
      maxAge: Math.min(statedMaxAge, LONGEST_KEPT_SECONDS),
      statedMaxAge,
      includeSubDomains: subdomains !== undefined,
    },
  };
};
