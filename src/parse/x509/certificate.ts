import {
  type AttributeTypeAndValue,
  AuthorityInfoAccessSyntax,
  BasicConstraints,
  Certificate,
  CRLDistributionPoints,
  ExtendedKeyUsage,
  type Extension,
  type GeneralName,
  GeneralNames,
  type GeneralSubtrees,
  id_ad_caIssuers,
  id_ad_ocsp,
  id_ce_basicConstraints,
  id_ce_cRLDistributionPoints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_nameConstraints,
  id_ce_subjectAltName,
  id_pe_authorityInfoAccess,
  KeyUsage,
  type Name,
  NameConstraints,
  type TBSCertificate,
  type Time,
} from '@peculiar/asn1-x509';
import type { CertificateFacts, NameSubtrees, UnreadableCertificate } from '../../domain/tls.ts';
import { clean, hexOf, readAsn1 } from './asn1.ts';
import { HANDLED_EXTENSIONS, NAME_TYPES } from './object-identifiers.ts';
import { readPublicKey, signatureName } from './public-key.ts';
import { TlsFeatures } from './schemas.ts';

const MAX_BYTES = 1_000_000;
const MAX_NAMES = 20_000;

const ID_TLS_FEATURE = '1.3.6.1.5.5.7.1.24';
const ID_EMBEDDED_SCTS = '1.3.6.1.4.1.11129.2.4.2';
/** status_request, the TLS feature of must-staple (RFC 7633). */
const STATUS_REQUEST = 5;

/**
 * Reads a DER certificate (RFC 5280 section 4.1) of at most 1 MB and 20,000 names. What cannot be read is kept with the reason;
 * nothing is thrown, whatever the bytes.
 */
export function readCertificate(bytes: Uint8Array): CertificateFacts | UnreadableCertificate {
  const der = Buffer.from(bytes).toString('base64');
  const known = recent.get(der);
  if (known !== undefined) return known;
  const facts = read(bytes, der);
  if (bytes.length <= RECENT_BYTES) {
    recent.set(der, facts);
    for (const oldest of recent.keys()) if (recent.size > RECENT) recent.delete(oldest);
  }
  return facts;
}

/** A server sends the same few certificates in each of its handshakes. */
const recent = new Map<string, CertificateFacts | UnreadableCertificate>();
const RECENT = 100;
const RECENT_BYTES = 10_000;

function read(bytes: Uint8Array, der: string): CertificateFacts | UnreadableCertificate {
  try {
    if (bytes.length > MAX_BYTES) throw new Error(`a certificate of more than ${MAX_BYTES} bytes`);
    return factsOf(readAsn1(bytes, Certificate), der);
  } catch (problem) {
    return { der, unreadable: clean(problem instanceof Error ? problem.message : String(problem)).slice(0, 200) };
  }
}

function factsOf({ tbsCertificate: tbs, signatureAlgorithm }: Certificate, der: string): CertificateFacts {
  const extensions = extensionsOf(tbs);
  const read = <T>(id: string, schema: new () => T): T | null => {
    const found = extensions.get(id);
    return found === undefined ? null : readAsn1(found.extnValue.buffer, schema);
  };
  const basic = read(id_ce_basicConstraints, BasicConstraints);
  const access = [...(read(id_pe_authorityInfoAccess, AuthorityInfoAccessSyntax) ?? [])];
  const locations = (method: string): string[] =>
    access.filter(({ accessMethod }) => accessMethod === method).flatMap(({ accessLocation }) => urlOf(accessLocation));
  const subject = partsOf(tbs.subject);
  const issuer = nameOf(tbs.issuer);
  return {
    der,
    version: tbs.version + 1,
    subject: nameText(subject),
    subjectParts: subject,
    issuer,
    commonName: commonName(tbs.subject),
    serial: hexOf(tbs.serialNumber),
    notBefore: instant(tbs.validity.notBefore),
    notAfter: instant(tbs.validity.notAfter),
    key: readPublicKey(tbs.subjectPublicKeyInfo),
    signature: signatureName(signatureAlgorithm),
    names: alternativeNames([...(read(id_ce_subjectAltName, GeneralNames) ?? [])]),
    isCa: basic?.cA ?? false,
    pathLength: basic?.pathLenConstraint ?? null,
    keyUsage: read(id_ce_keyUsage, KeyUsage)?.toJSON() ?? null,
    extendedKeyUsage: listOf(read(id_ce_extKeyUsage, ExtendedKeyUsage)),
    nameConstraints: constraintsOf(read(id_ce_nameConstraints, NameConstraints)),
    unhandledCritical: [...extensions.values()].flatMap(({ critical, extnID }) =>
      critical && !HANDLED_EXTENSIONS.has(extnID) ? [extnID] : [],
    ),
    selfIssued: nameText(subject) === issuer,
    mustStaple: (read(ID_TLS_FEATURE, TlsFeatures) ?? []).includes(STATUS_REQUEST),
    embeddedScts: extensions.has(ID_EMBEDDED_SCTS),
    ocspUrls: locations(id_ad_ocsp),
    issuerUrls: locations(id_ad_caIssuers),
    crlUrls: [...(read(id_ce_cRLDistributionPoints, CRLDistributionPoints) ?? [])].flatMap(
      ({ distributionPoint, cRLIssuer }) =>
        cRLIssuer === undefined ? (distributionPoint?.fullName ?? []).flatMap(urlOf) : [],
    ),
  };
}

/** The extensions by identifier; one that comes twice makes a certificate invalid (RFC 5280 section 4.2). */
function extensionsOf({ extensions = [] }: TBSCertificate): ReadonlyMap<string, Extension> {
  const found = new Map<string, Extension>();
  for (const extension of extensions) {
    if (found.has(extension.extnID)) throw new Error(`the extension ${extension.extnID} comes twice`);
    found.set(extension.extnID, extension);
  }
  return found;
}

/** An X.509 time as an ISO 8601 instant. @throws an Error when it is none. */
export function instant({ utcTime, generalTime }: Time): string {
  const time = utcTime ?? generalTime;
  if (time === undefined || Number.isNaN(time.getTime())) throw new Error('a time that is none');
  return time.toISOString();
}

const attributeText = ({ type, value }: AttributeTypeAndValue): string => {
  // A string type outside DirectoryString is shown as RFC 4514 section 2.4 shows what it does not know.
  const text = value.anyValue === undefined ? value.toString() : `#${hexOf(value.anyValue)}`;
  return `${NAME_TYPES.get(type) ?? type}=${clean(text)}`;
};

/** The relative distinguished names as encoded, from the most general to the most specific. */
function partsOf(name: Name): readonly string[] {
  return [...name].flatMap((set) => [...set].map(attributeText));
}

/** A distinguished name as text. */
export const nameOf = (name: Name): string => nameText(partsOf(name));

/** Most specific part first, as browsers show it: `CN=example.org, O=Example`. */
function nameText(parts: readonly string[]): string {
  return [...parts].reverse().join(', ');
}

function commonName(name: Name): string | null {
  const found = [...name].flatMap((set) => [...set]).find(({ type }) => NAME_TYPES.get(type) === 'CN');
  return found === undefined ? null : attributeText(found).slice('CN='.length);
}

function alternativeNames(names: readonly GeneralName[]): CertificateFacts['names'] {
  if (names.length > MAX_NAMES) throw new Error(`more than ${MAX_NAMES} names`);
  return {
    dns: names.flatMap(({ dNSName }) => (dNSName === undefined ? [] : [clean(dNSName)])),
    ip: names.flatMap(({ iPAddress }) => iPAddress ?? []),
    email: names.flatMap(({ rfc822Name }) => (rfc822Name === undefined ? [] : [clean(rfc822Name)])),
  };
}

function constraintsOf(constraints: NameConstraints | null): CertificateFacts['nameConstraints'] {
  if (constraints === null) return null;
  return { permitted: subtreesOf(constraints.permittedSubtrees), excluded: subtreesOf(constraints.excludedSubtrees) };
}

function subtreesOf(subtrees: GeneralSubtrees | undefined): NameSubtrees {
  const bases = [...(subtrees ?? [])].map(({ base }) => base);
  return {
    dns: bases.flatMap(({ dNSName }) => (dNSName === undefined ? [] : [clean(dNSName)])),
    ip: bases.flatMap(({ iPAddress }) => iPAddress ?? []),
    email: bases.flatMap(({ rfc822Name }) => (rfc822Name === undefined ? [] : [clean(rfc822Name)])),
    directory: bases.flatMap(({ directoryName }) => (directoryName === undefined ? [] : [partsOf(directoryName)])),
  };
}

const listOf = (list: readonly string[] | null): readonly string[] | null => (list === null ? null : [...list]);

const urlOf = ({ uniformResourceIdentifier: url }: GeneralName): string[] => (url === undefined ? [] : [clean(url)]);
