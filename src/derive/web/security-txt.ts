import { describeGap } from '../../domain/gap.ts';
import type { PgpSignature } from '../../domain/openpgp.ts';
import type { SecurityTxtFacts, WebChain } from '../../domain/web.ts';
import { headerValues } from '../../parse/web/location.ts';
import { parseSecurityTxt, type SecurityTxt } from '../../parse/web/security-txt.ts';

const DAY = 86_400_000;

/** What its OpenPGP signature shows. A valid one says that whoever holds the key signed the file, not who that is. */
export interface SignatureVerdict {
  readonly state: 'valid' | 'invalid' | 'unverified';
  /** Of the key; null unless it is valid. */
  readonly fingerprint: string | null;
  /** Where that key is published. */
  readonly url: string | null;
  readonly because: string;
}

export interface SecurityTxtVerdict {
  /** null: it could not be looked for. */
  readonly present: boolean | null;
  readonly valid: boolean;
  readonly problems: readonly string[];
  readonly recommendations: readonly string[];
  readonly notes: readonly string[];
  /** Where it was found. */
  readonly url: string | null;
  /** The day it expires, `YYYY-MM-DD`. */
  readonly expires: string | null;
  readonly file: SecurityTxt | null;
  /** null: it has none. */
  readonly signature: SignatureVerdict | null;
}

const without = (present: boolean | null, problem: string): SecurityTxtVerdict => ({
  present,
  valid: false,
  problems: [problem],
  recommendations: [],
  notes: [],
  url: null,
  expires: null,
  file: null,
  signature: null,
});

const readChain = ({ hops }: WebChain, now: number): { readonly file: SecurityTxt; readonly url: string } | null => {
  const last = hops.at(-1);
  if (last?.outcome.ok !== true || last.outcome.response.status !== 200) return null;
  const { headers, body } = last.outcome.response;
  const file = parseSecurityTxt({
    contentType: headerValues(headers, 'content-type'),
    body: body ?? { encoding: 'utf8', text: '', cut: false },
    urls: [hops[0]?.url ?? last.url, last.url],
    now,
  });
  return { file, url: last.url };
};

const unverified = (because: string): SignatureVerdict => ({
  state: 'unverified',
  fingerprint: null,
  url: null,
  because,
});

/** A signature speaks from when it is made until it expires. */
const faultAt = ({ created, expires }: PgpSignature, now: number): string | null => {
  if (created !== null && created > now + DAY) return 'it is from the future';
  return expires !== null && expires <= now ? 'it has expired' : null;
};

const judgeSignature = (one: PgpSignature, now: number): SignatureVerdict => {
  const { state, by, because } = one;
  const told = { fingerprint: by?.fingerprint ?? null, url: by?.url ?? null };
  const fault = state === 'invalid' ? (because ?? 'it does not fit the text') : faultAt(one, now);
  if (by === null || state === 'open') return unverified(because ?? 'it could not be checked');
  return fault === null
    ? { state: 'valid', ...told, because: `signature is valid for key ${by.fingerprint}, published at ${by.url}` }
    : {
        state: 'invalid',
        ...told,
        because: `signature is not valid for key ${by.fingerprint}, published at ${by.url}: ${fault}`,
      };
};

/** Of several signatures one valid is enough, as for any reader of the file; else a wrong one tells more than an open one. */
const judgeSignatures = ({ signatures }: SecurityTxtFacts, now: number): SignatureVerdict | null => {
  if (signatures === null) return null;
  if (!signatures.ok) return unverified(describeGap(signatures.gap));
  const all = signatures.value.map((one) => judgeSignature(one, now));
  const order = ['valid', 'invalid', 'unverified'] as const;
  return (
    order.flatMap((state) => all.filter((one) => one.state === state))[0] ?? unverified('there is no signature in it')
  );
};

const signatureProblems = (verdict: SignatureVerdict | null, { signatures }: SecurityTxtFacts): readonly string[] => [
  ...(signatures?.ok === false && signatures.gap.kind === 'malformed' ? ['pgp_error'] : []),
  ...(verdict?.state === 'invalid' ? ['pgp_signature_invalid'] : []),
];

const isAnswered = (chain: WebChain | null): boolean => chain?.hops.at(-1)?.outcome.ok === true;

const leftHttps = ({ hops }: WebChain): boolean => hops.some(({ url }) => url.startsWith('http:'));

/**
 * Judges the security.txt of a host (RFC 9116). A page of another media type, such as a home page that answers every
 * path, is not read: the media problem is all that is said of it. A file at the old place only is a `location` problem.
 */
export const judgeSecurityTxt = (facts: SecurityTxtFacts | null, now: number): SecurityTxtVerdict => {
  if (facts === null) return without(null, 'unreachable');
  const wellKnown = readChain(facts.wellKnown, now);
  const legacy = facts.legacy === null ? null : readChain(facts.legacy, now);
  const found = wellKnown ?? legacy;
  if (found === null) {
    const unseen = !isAnswered(facts.wellKnown) || (facts.legacy !== null && !isAnswered(facts.legacy));
    return unseen ? without(null, 'unreachable') : without(false, 'absent');
  }
  const { file, url } = found;
  const chain = wellKnown === null && facts.legacy !== null ? facts.legacy : facts.wellKnown;
  const signature = judgeSignatures(facts, now);
  const problems = [
    ...(wellKnown === null ? ['location'] : []),
    ...(leftHttps(chain) ? ['invalid_uri_scheme'] : []),
    ...file.problems,
    ...signatureProblems(signature, facts),
  ];
  return {
    present: true,
    valid: problems.length === 0,
    problems,
    recommendations: file.recommendations,
    notes: [...file.notes, ...(signature?.state === 'unverified' ? ['signature_unverified'] : [])],
    url,
    expires: file.expires === null ? null : new Date(file.expires).toISOString().slice(0, 10),
    file,
    signature,
  };
};
