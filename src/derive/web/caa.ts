import { type DnsRead, isUnanswered, type TlsSession } from '../../domain/web.ts';
import { type CaaProblem, type CaaRecord, caaIssuer, parseCaa } from '../../parse/web/caa.ts';

export interface CaaVerdict {
  /** `any`: no record restricts anybody; `unknown`: DNS could not be asked. */
  readonly state: 'restricted' | 'any' | 'unknown';
  /** The name whose records count. */
  readonly at: string | null;
  /** CAs that may issue; empty with `restricted`: none may. */
  readonly issuers: readonly string[];
  /** CAs that may issue wildcard certificates. */
  readonly wildcardIssuers: readonly string[];
  readonly problems: readonly (CaaProblem | 'unknown-critical' | 'no-issue')[];
  /** Whether the CA of the present certificate may issue today; null: it is not known under which name it would be listed. */
  readonly presentIssuerAllowed: boolean | null;
}

// CAA names by a word of the issuer's organisation, from the CAs' own documentation.
const CA_NAMES: readonly (readonly [organization: RegExp, names: readonly string[]])[] = [
  [/^amazon/i, ['amazon.com', 'amazontrust.com', 'awstrust.com', 'amazonaws.com']],
  [/let's encrypt|internet security research group/i, ['letsencrypt.org']],
  [/google trust services/i, ['pki.goog']],
  [
    /digicert|geotrust|thawte|rapidssl/i,
    ['digicert.com', 'geotrust.com', 'rapidssl.com', 'thawte.com', 'symantec.com', 'www.digicert.com'],
  ],
  [/sectigo|comodo|usertrust/i, ['sectigo.com', 'comodoca.com', 'comodo.com', 'usertrust.com', 'trust-provider.com']],
  [/globalsign/i, ['globalsign.com']],
  [/godaddy|starfield/i, ['godaddy.com', 'starfieldtech.com']],
  [/zerossl/i, ['sectigo.com', 'zerossl.com']],
  [/entrust/i, ['entrust.net', 'affirmtrust.com']],
  [/ssl\.com|ssl corp/i, ['ssl.com']],
  [/buypass/i, ['buypass.com', 'buypass.no']],
  [/certum|asseco/i, ['certum.pl', 'certum.eu']],
  [/actalis/i, ['actalis.it']],
  [/harica|hellenic academic/i, ['harica.gr']],
  [/microsoft/i, ['microsoft.com']],
  [/certainly/i, ['certainly.com']],
  [/quovadis/i, ['quovadisglobal.com', 'digicert.com']],
  [/swisssign/i, ['swisssign.com']],
  [/identrust/i, ['identrust.com']],
  [/telekom security|t-systems/i, ['telesec.de']],
  [/d-trust/i, ['d-trust.net', 'dtrust.de', 'd-trust.de', 'dtrust.net']],
];

const answered = (reads: readonly DnsRead[]): DnsRead | undefined => reads.find(({ answer }) => answer.ok);

const unknownCaa: CaaVerdict = {
  state: 'unknown',
  at: null,
  issuers: [],
  wildcardIssuers: [],
  problems: [],
  presentIssuerAllowed: null,
};

const issuersFor = (records: readonly CaaRecord[], tag: string): readonly string[] =>
  records
    .filter((record) => record.tag === tag && record.problem === null)
    .map(caaIssuer)
    .filter((name) => name !== '');

// A certificate may be for a wildcard, whose issuers are apart.
const isAllowed = (issuer: TlsSession['issuer'] | null, issuers: readonly string[]): boolean | null => {
  const names = CA_NAMES.find(([organization]) => organization.test(issuer?.organization ?? ''))?.[1];
  return names === undefined ? null : names.some((name) => issuers.includes(name));
};

/**
 * Judges the CAA records that count for a host (RFC 8659 section 3): the first non-empty set from the host upwards. A set
 * without `issue` restricts nobody; a critical tag that is unknown forbids all. `issuer`: of the present certificate;
 * CAA binds at issuance only, so a certificate from before may stand against it.
 */
export const judgeCaa = (reads: readonly DnsRead[], issuer: TlsSession['issuer'] | null): CaaVerdict => {
  if (reads.some(({ answer }) => isUnanswered(answer))) return unknownCaa;
  const set = answered(reads);
  if (set === undefined || !set.answer.ok) return { ...unknownCaa, state: 'any' };
  const records = set.answer.records.map(parseCaa).filter((record) => record !== null);
  const blocked = records.some(({ critical, problem }) => critical && problem === 'unknown-tag');
  const hasIssue = records.some(({ tag }) => tag === 'issue');
  const issuers = blocked ? [] : issuersFor(records, 'issue');
  const hasWild = records.some(({ tag }) => tag === 'issuewild');
  const wildcardIssuers = blocked || !hasWild ? issuers : issuersFor(records, 'issuewild');
  const problems = records.flatMap(({ problem }) => (problem === null ? [] : [problem]));
  const restricted = blocked || hasIssue;
  return {
    state: restricted ? 'restricted' : 'any',
    at: set.name,
    issuers,
    wildcardIssuers,
    problems: [
      ...problems,
      ...(blocked ? (['unknown-critical'] as const) : []),
      ...(hasIssue ? [] : (['no-issue'] as const)),
    ],
    presentIssuerAllowed: restricted ? isAllowed(issuer, [...issuers, ...wildcardIssuers]) : null,
  };
};
