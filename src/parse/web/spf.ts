/** One term of an SPF record: a mechanism with its qualifier, or a modifier. */
export interface SpfTerm {
  readonly kind: 'mechanism' | 'modifier';
  readonly qualifier: '+' | '-' | '~' | '?';
  /** Lower case. */
  readonly name: string;
  /** What follows the colon, slash or equals sign; null: nothing. */
  readonly value: string | null;
}

export interface SpfRecord {
  readonly terms: readonly SpfTerm[];
  /** `true`: a term is none of RFC 7208's, which makes the whole policy a permanent error. */
  readonly broken: boolean;
}

const MECHANISMS = new Set(['all', 'include', 'a', 'mx', 'ptr', 'ip4', 'ip6', 'exists']);
const TERM = /^([+\-~?]?)([a-z][a-z0-9_.-]*)(?:([:/=])(.*))?$/i;

/** Whether a TXT record is an SPF record: the version, then a space or the end (RFC 7208 section 4.5). */
export const isSpf = (txt: string): boolean => /^v=spf1(?: |$)/i.test(txt);

const readTerm = (text: string): SpfTerm | null => {
  const match = TERM.exec(text);
  if (match === null) return null;
  const [, sign = '', word = '', separator, value] = match;
  const name = word.toLowerCase();
  const qualifier = sign === '-' || sign === '~' || sign === '?' ? sign : '+';
  if (separator === '=') return sign === '' ? { kind: 'modifier', qualifier, name, value: value ?? '' } : null;
  if (!MECHANISMS.has(name)) return null;
  return { kind: 'mechanism', qualifier, name, value: separator === '/' ? `/${value ?? ''}` : (value ?? null) };
};

/** Reads an SPF record (RFC 7208 section 4.6.1); the caller has seen that it is one. */
export const parseSpf = (txt: string): SpfRecord => {
  const terms = txt
    .slice('v=spf1'.length)
    .split(' ')
    .filter((term) => term !== '')
    .map(readTerm);
  const read = terms.filter((term) => term !== null);
  const needy = read.some(
    ({ name, value }) => ['include', 'exists', 'redirect', 'ip4', 'ip6'].includes(name) && !value,
  );
  return { terms: read, broken: needy || read.length < terms.length };
};

/** Terms that cost one of the ten DNS lookups (RFC 7208 section 4.6.4), in any spelling. */
export const costsLookup = ({ kind, name }: SpfTerm): boolean =>
  kind === 'modifier' ? name === 'redirect' : ['include', 'a', 'mx', 'ptr', 'exists'].includes(name);

/** The question that a term asks DNS, beside one for a further policy; null: none, or one that depends on the mail. */
export const spfLookup = (
  { kind, name, value }: SpfTerm,
  domain: string,
): { readonly name: string; readonly types: readonly ('A' | 'AAAA' | 'MX')[] } | null => {
  if (kind === 'modifier' || (name !== 'a' && name !== 'mx' && name !== 'exists')) return null;
  const [target = ''] = (value ?? '').split('/');
  if (target.includes('%')) return null;
  const asked = target === '' ? domain : target.toLowerCase().replace(/\.$/, '');
  return { name: asked, types: name === 'mx' ? ['MX'] : name === 'a' ? ['A', 'AAAA'] : ['A'] };
};

/** Names of further policies that a record leads to; names with macros depend on the mail and cannot be followed. */
export const spfReferences = (record: SpfRecord): readonly string[] =>
  record.terms
    .filter(({ name }) => name === 'include' || name === 'redirect')
    .flatMap(({ value }) => (value === null || value.includes('%') ? [] : [value.toLowerCase().replace(/\.$/, '')]));
