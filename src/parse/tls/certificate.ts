import type { CertificateFacts, PublicKeyFacts, UnreadableCertificate } from '../../domain/tls.ts';
import { hex, MalformedTls } from './bytes.ts';
import { bitString, type Der, der, derElements, derText, derTime, expectTag, oid, TAG } from './der.ts';
import { bitLength } from './messages.ts';
import { CURVE_NAMES, NAME_TYPES, SIGNATURE_NAMES } from './object-identifiers.ts';

const MAX_NAMES = 20_000;

/** Reads a DER certificate (RFC 5280 section 4.1); what cannot be read is kept with the reason, never thrown. */
export function readCertificate(bytes: Uint8Array): CertificateFacts | UnreadableCertificate {
  const base64 = Buffer.from(bytes).toString('base64');
  try {
    return parse(bytes, base64);
  } catch (problem) {
    if (problem instanceof MalformedTls) return { der: base64, unreadable: problem.message };
    throw problem;
  }
}

function parse(bytes: Uint8Array, base64: string): CertificateFacts {
  const [tbs, algorithm] = derElements(der(bytes, TAG.sequence).body);
  const fields = derElements(expectTag(tbs, TAG.sequence).body);
  const versioned = fields[0]?.tag === 0xa0 ? 1 : 0;
  const [serial, , issuer, validity, subject, key] = fields.slice(versioned);
  const [notBefore, notAfter] = derElements(expectTag(validity, TAG.sequence).body);
  const names = { subject: readName(subject), issuer: readName(issuer) };
  const extensions = readExtensions(fields.find((field) => field.tag === 0xa3));
  return {
    der: base64,
    subject: nameText(names.subject),
    issuer: nameText(names.issuer),
    commonName: names.subject.find(({ type }) => type === 'CN')?.value ?? null,
    serial: hex(expectTag(serial, TAG.integer).body),
    notBefore: derTime(notBefore),
    notAfter: derTime(notAfter),
    key: readKey(expectTag(key, TAG.sequence)),
    signature: signatureName(expectTag(algorithm, TAG.sequence)),
    names: readAlternativeNames(extensions.get('2.5.29.17')),
    isCa: readIsCa(extensions.get('2.5.29.19')),
    selfIssued: hex(expectTag(subject).whole) === hex(expectTag(issuer).whole),
    mustStaple: readMustStaple(extensions.get('1.3.6.1.5.5.7.1.24')),
    embeddedScts: extensions.has('1.3.6.1.4.1.11129.2.4.2'),
    ocspUrls: readAccess(extensions.get('1.3.6.1.5.5.7.1.1'), '1.3.6.1.5.5.7.48.1'),
    issuerUrls: readAccess(extensions.get('1.3.6.1.5.5.7.1.1'), '1.3.6.1.5.5.7.48.2'),
    crlUrls: readUrls(extensions.get('2.5.29.31')),
  };
}

type Attribute = { readonly type: string; readonly value: string };

function readName(element: Der | undefined): readonly Attribute[] {
  return derElements(expectTag(element, TAG.sequence).body, 100).flatMap((set) =>
    derElements(set.body, 100).map((attribute) => {
      const [type, value] = derElements(attribute.body);
      const dotted = oid(type);
      return { type: NAME_TYPES.get(dotted) ?? dotted, value: derText(expectTag(value)) };
    }),
  );
}

/** Most specific part first, as browsers show it: `CN=example.org, O=Example`. */
function nameText(name: readonly Attribute[]): string {
  return [...name]
    .reverse()
    .map(({ type, value }) => `${type}=${value}`)
    .join(', ');
}

function readExtensions(wrapper: Der | undefined): ReadonlyMap<string, Uint8Array> {
  if (wrapper === undefined) return new Map();
  return new Map(
    derElements(der(wrapper.body, TAG.sequence).body, 1_000).map((extension) => {
      const parts = derElements(extension.body);
      return [oid(parts[0]), expectTag(parts[parts.length - 1], TAG.octetString).body] as const;
    }),
  );
}

function signatureName(algorithm: Der): string {
  const [identifier, parameters] = derElements(algorithm.body);
  const dotted = oid(identifier);
  if (dotted !== '1.2.840.113549.1.1.10') return SIGNATURE_NAMES.get(dotted) ?? dotted;
  // RSASSA-PSS names its hash in parameter [0]; absent means SHA-1 (RFC 4055 section 3.1).
  const hash = parameters === undefined ? undefined : derElements(parameters.body).find(({ tag }) => tag === 0xa0);
  const inner = hash === undefined ? undefined : derElements(der(hash.body, TAG.sequence).body)[0];
  const name = inner === undefined ? 'sha1' : (SIGNATURE_NAMES.get(oid(inner)) ?? oid(inner));
  return `RSASSA-PSS-${name}`;
}

function readKey(spki: Der): PublicKeyFacts {
  const [algorithm, bits] = derElements(spki.body);
  const [identifier, parameters] = derElements(expectTag(algorithm, TAG.sequence).body);
  const plain = (type: PublicKeyFacts['type'], size: number): PublicKeyFacts => ({
    type,
    bits: size,
    curve: null,
    exponent: null,
  });
  switch (oid(identifier)) {
    case '1.2.840.113549.1.1.1':
      return readRsaKey('RSA', bitString(bits));
    case '1.2.840.113549.1.1.10':
      return readRsaKey('RSA-PSS', bitString(bits));
    case '1.2.840.10045.2.1':
      return readEcKey(parameters, bitString(bits));
    case '1.3.101.112':
      return plain('Ed25519', 256);
    case '1.3.101.113':
      return plain('Ed448', 456);
    case '1.2.840.10040.4.1':
      return plain('DSA', parameters === undefined ? 0 : bitLength(expectTag(derElements(parameters.body)[0]).body));
    default:
      return plain('other', 0);
  }
}

function readRsaKey(type: 'RSA' | 'RSA-PSS', bytes: Uint8Array): PublicKeyFacts {
  const [modulus, exponent] = derElements(der(bytes, TAG.sequence).body);
  const exponentBytes = expectTag(exponent, TAG.integer).body;
  if (exponentBytes.length > 512) throw new MalformedTls('an RSA exponent of more than 4096 bits');
  return {
    type,
    bits: bitLength(expectTag(modulus, TAG.integer).body),
    curve: null,
    exponent: BigInt(`0x${hex(exponentBytes) || '0'}`).toString(),
  };
}

function readEcKey(parameters: Der | undefined, point: Uint8Array): PublicKeyFacts {
  const dotted = parameters?.tag === TAG.oid ? oid(parameters) : null;
  const known = dotted === null ? undefined : CURVE_NAMES.get(dotted);
  // An uncompressed point is 04, x, y; a compressed one 02 or 03, x.
  const coordinate = point[0] === 4 ? (point.length - 1) / 2 : point.length - 1;
  return { type: 'EC', bits: known?.bits ?? coordinate * 8, curve: known?.name ?? dotted, exponent: null };
}

function readAlternativeNames(bytes: Uint8Array | undefined): CertificateFacts['names'] {
  const names = bytes === undefined ? [] : derElements(der(bytes, TAG.sequence).body, MAX_NAMES);
  return {
    dns: names.filter(({ tag }) => tag === 0x82).map(derText),
    ip: names.filter(({ tag }) => tag === 0x87).map(({ body }) => ipText(body)),
  };
}

function ipText(body: Uint8Array): string {
  if (body.length === 4) return [...body].join('.');
  return hex(body).match(/.{4}/g)?.join(':') ?? hex(body);
}

function readIsCa(bytes: Uint8Array | undefined): boolean {
  const first = bytes === undefined ? undefined : derElements(der(bytes, TAG.sequence).body)[0];
  return first?.tag === TAG.boolean && first.body[0] !== 0;
}

/** TLS feature 5, status_request (RFC 7633). */
function readMustStaple(bytes: Uint8Array | undefined): boolean {
  if (bytes === undefined) return false;
  return derElements(der(bytes, TAG.sequence).body).some(({ body }) => body.length === 1 && body[0] === 5);
}

function readAccess(bytes: Uint8Array | undefined, method: string): string[] {
  if (bytes === undefined) return [];
  return derElements(der(bytes, TAG.sequence).body, 100).flatMap((description) => {
    const [kind, location] = derElements(description.body);
    return oid(kind) === method && location?.tag === 0x86 ? [derText(location)] : [];
  });
}

/** Every URI inside a CRL distribution points extension, at whatever depth its names sit. */
function readUrls(bytes: Uint8Array | undefined): string[] {
  if (bytes === undefined) return [];
  const search = (element: Der, depth: number): string[] => {
    if (element.tag === 0x86) return [derText(element)];
    if ((element.tag & 0x20) === 0 || depth > 5) return [];
    return derElements(element.body, 100).flatMap((inner) => search(inner, depth + 1));
  };
  return search(der(bytes, TAG.sequence), 0);
}
