/** One CAA record (RFC 8659). */
export interface CaaRecord {
  readonly critical: boolean;
  /** Lower case. */
  readonly tag: string;
  readonly value: string;
  /** Why it is not a record as the RFCs write it; null: it is one. */
  readonly problem: CaaProblem | null;
}

export type CaaProblem = 'flags' | 'tag' | 'issuer' | 'parameters' | 'validation-methods' | 'iodef' | 'unknown-tag';

const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i;
const PARAMETER = /^[a-z0-9]+[ \t]*=[ \t]*([\x21-\x24\x26-\x3A\x3C-\x7E]*)$/i;
const KNOWN_TAGS = new Set(['issue', 'issuewild', 'issuemail', 'issuevmc', 'iodef', 'contactemail', 'contactphone']);
// The ACME registry of validation methods; a CA's own begin with `ca-` (RFC 8657 section 4).
const METHODS = new Set([
  'http-01',
  'dns-01',
  'tls-alpn-01',
  'tls-sni-01',
  'tls-sni-02',
  'email-reply-00',
  'tkauth-01',
  'onion-csr-01',
  'dns-account-01',
  'bp-nodeid-00',
]);

const methodsAreKnown = (value: string): boolean =>
  value.split(',').every((method) => METHODS.has(method) || /^ca-[a-z0-9-]+$/i.test(method));

const issuerProblem = (value: string): CaaProblem | null => {
  const [issuer, ...parameters] = value.split(';').map((part) => part.trim());
  if (issuer === undefined || (issuer !== '' && !DOMAIN.test(issuer))) return 'issuer';
  const given = parameters.filter((parameter) => parameter !== '');
  if (given.some((parameter) => !PARAMETER.test(parameter))) return 'parameters';
  const methods = given.find((parameter) => /^validationmethods[ \t]*=/i.test(parameter));
  return methods === undefined || methodsAreKnown(PARAMETER.exec(methods)?.[1] ?? '') ? null : 'validation-methods';
};

const iodefProblem = (value: string): CaaProblem | null => {
  try {
    const { protocol, host, pathname } = new URL(value);
    if (protocol === 'mailto:') return pathname.includes('@') ? null : 'iodef';
    return (protocol === 'http:' || protocol === 'https:') && host !== '' ? null : 'iodef';
  } catch {
    return 'iodef';
  }
};

const problemOf = (flags: number, tag: string, value: string): CaaProblem | null => {
  if (flags !== 0 && flags !== 128) return 'flags';
  if (!/^[a-z0-9]+$/.test(tag)) return 'tag';
  if (!KNOWN_TAGS.has(tag)) return 'unknown-tag';
  if (tag.startsWith('issue')) return issuerProblem(value);
  return tag === 'iodef' ? iodefProblem(value) : null;
};

/** Reads `flags tag value`, the value unquoted up to the end; null: not of that form. */
export const parseCaa = (text: string): CaaRecord | null => {
  const match = /^(\d{1,3}) (\S+) ?(.*)$/s.exec(text);
  if (match === null) return null;
  const [, flags = '', tag = '', value = ''] = match;
  const lower = tag.toLowerCase();
  return {
    critical: (Number(flags) & 128) !== 0,
    tag: lower,
    value,
    problem: problemOf(Number(flags), lower, value),
  };
};

/** The CA of an issue value, lower case; '' forbids all. */
export const caaIssuer = ({ value }: CaaRecord): string => (value.split(';')[0] ?? '').trim().toLowerCase();
