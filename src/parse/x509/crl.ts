import { createHash } from 'node:crypto';
import {
  AlgorithmIdentifier,
  CRLReason,
  type Extension,
  Extensions,
  IssuingDistributionPoint,
  id_ce_cRLReasons,
  id_ce_issuingDistributionPoint,
  Name,
  RevokedCertificate,
  Time,
} from '@peculiar/asn1-x509';
import type { CrlFacts, RevokedEntry } from '../../domain/revocation.ts';
import { readAsn1 } from './asn1.ts';
import { instant, nameOf } from './certificate.ts';
import { certificateParts } from './certificate-parts.ts';
import { type Der, elements, sequence, TAG } from './der.ts';
import { type Certificate, nameKey } from './loaded.ts';
import { reasonName } from './reasons.ts';
import { signedBy } from './signature.ts';

const MAX_BYTES = 10_000_000;

/** Extensions of a list that change nothing for a client that reads complete lists: number, key and names of the issuer, deltas elsewhere. */
const HARMLESS = ['2.5.29.20', '2.5.29.35', '2.5.29.18', '2.5.29.46'];
const ID_DELTA = '2.5.29.27';

/**
 * What a DER revocation list of at most 10 MB says of one certificate (RFC 5280 sections 5 and 6.3.3): the list must be by the
 * certificate's issuer, signed with the issuer's key, complete, and of a partition that covers the certificate. Times are not judged.
 * Null for bytes that are no revocation list; never throws, whatever they are.
 */
export function readCrl(bytes: Uint8Array, certificate: Certificate, issuer: Certificate): CrlFacts | null {
  try {
    return bytes.length > MAX_BYTES ? null : factsOf(bytes, certificate, issuer);
  } catch {
    return null;
  }
}

type List = {
  readonly issuer: string;
  readonly thisUpdate: string;
  readonly nextUpdate: string | null;
  readonly revoked: Uint8Array;
  readonly extensions: readonly Extension[];
};

function factsOf(bytes: Uint8Array, certificate: Certificate, issuer: Certificate): CrlFacts {
  const [tbs, algorithm, signature] = elements(sequence(bytes));
  if (tbs === undefined || algorithm === undefined || signature === undefined) throw new Error('not a list');
  const list = readList([...elements(sequence(tbs.whole))]);
  const { serial } = certificateParts(certificate);
  const { entry, entries } = findEntry(list.revoked, serial);
  const signed = signedBy(issuer.x509.publicKey, {
    algorithm: readAsn1(algorithm.whole, AlgorithmIdentifier),
    data: tbs.whole,
    signature: signature.body.subarray(1),
  });
  return {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    entries,
    thisUpdate: list.thisUpdate,
    nextUpdate: list.nextUpdate,
    problem: problemOf(list, signed, certificate, issuer),
    entry,
  };
}

function readList(fields: readonly Der[]): List {
  const [, issuer, thisUpdate, ...rest] = fields.slice(fields[0]?.tag === TAG.integer ? 1 : 0);
  if (issuer === undefined || thisUpdate === undefined) throw new Error('not a list');
  const isTime = ({ tag }: Der): boolean => tag === TAG.utcTime || tag === TAG.generalizedTime;
  const next = rest.find(isTime);
  const extensions = rest.find(({ tag }) => tag === 0xa0);
  return {
    issuer: nameOf(readAsn1(issuer.whole, Name)),
    thisUpdate: instant(readAsn1(thisUpdate.whole, Time)),
    nextUpdate: next === undefined ? null : instant(readAsn1(next.whole, Time)),
    revoked: rest.find(({ tag }) => tag === TAG.sequence)?.body ?? new Uint8Array(),
    extensions: extensions === undefined ? [] : [...readAsn1(extensions.body, Extensions)],
  };
}

/** Lists have up to some hundred thousand entries: all are passed over, only the one that matters is read. */
function findEntry(revoked: Uint8Array, serial: Uint8Array): { entry: RevokedEntry | null; entries: number } {
  const start = Buffer.from([TAG.integer, serial.length, ...serial]);
  let entries = 0;
  let found: Der | null = null;
  for (const element of elements(revoked)) {
    entries++;
    if (found === null && start.equals(element.body.subarray(0, start.length))) found = element;
  }
  return { entry: found === null ? null : readEntry(readAsn1(found.whole, RevokedCertificate)), entries };
}

function readEntry({ revocationDate, crlEntryExtensions = [] }: RevokedCertificate): RevokedEntry {
  const given = crlEntryExtensions.find(({ extnID }) => extnID === id_ce_cRLReasons);
  const reason = given === undefined ? undefined : readAsn1(given.extnValue.buffer, CRLReason).reason;
  return { since: instant(revocationDate), reason: reasonName(reason) };
}

function problemOf(list: List, signed: boolean, certificate: Certificate, issuer: Certificate): string | null {
  if (nameKey(list.issuer) !== nameKey(certificate.facts.issuer)) return 'the list is by another issuer';
  if (issuer.facts.keyUsage?.includes('crlSign') === false) return 'the issuer may not sign lists';
  if (!signed) return 'the list is not signed by the issuer';
  if (list.extensions.some(({ extnID }) => extnID === ID_DELTA)) return 'the list is not complete (delta)';
  const scope = list.extensions.find(({ extnID }) => extnID === id_ce_issuingDistributionPoint);
  const unknown = list.extensions.find(
    ({ critical, extnID }) => critical && extnID !== id_ce_issuingDistributionPoint && !HARMLESS.includes(extnID),
  );
  if (unknown !== undefined) return `the list has an unknown critical extension (${unknown.extnID})`;
  return scope === undefined
    ? null
    : outOfScope(readAsn1(scope.extnValue.buffer, IssuingDistributionPoint), certificate);
}

/** Why a partition of the issuer's list does not cover the certificate; null when it does (RFC 5280 section 6.3.3 b 2). */
function outOfScope(scope: IssuingDistributionPoint, { facts }: Certificate): string | null {
  if (scope.indirectCRL || scope.onlyContainsAttributeCerts || scope.onlySomeReasons !== undefined)
    return 'the list is of a kind that is not read (indirect, attributes or some reasons only)';
  if (facts.isCa ? scope.onlyContainsUserCerts : scope.onlyContainsCACerts)
    return 'the list is for certificates of another kind';
  if (scope.distributionPoint === undefined) return null;
  const names = (scope.distributionPoint.fullName ?? []).flatMap(({ uniformResourceIdentifier: url }) => url ?? []);
  return names.some((name) => facts.crlUrls.includes(name)) ? null : 'the list is of another partition';
}
