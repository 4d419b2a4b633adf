import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A small X.509 issuer for tests: it can make what no certificate tool still makes (MD5, exponent 1, odd dates). */

const concat = (...parts: readonly Uint8Array[]): Buffer => Buffer.concat(parts);

export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = concat(...parts);
  if (body.length < 0x80) return concat(Uint8Array.of(tag, body.length), body);
  const long = body.length < 0x10000 ? [0x82] : [0x83, body.length >> 16];
  const length = body.length < 0x100 ? [0x81, body.length] : [...long, (body.length >> 8) & 0xff, body.length & 0xff];
  return concat(Uint8Array.of(tag, ...length), body);
}

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const septets = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      septets.unshift((left % 128) | 0x80);
    return septets;
  });
  return der(0x06, Uint8Array.from(bytes));
}

export type Issued = {
  readonly certificate: Buffer;
  readonly pem: string;
  readonly key: KeyObject;
  readonly subject: string;
};

export type CertificateOptions = {
  readonly subject: string;
  readonly issuer?: Issued;
  readonly names?: readonly string[];
  readonly ips?: readonly string[];
  readonly ca?: boolean;
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly key?: KeyObject;
  /** `md5`, `sha1`, `sha256`, …; null for Ed25519. */
  readonly hash?: string | null;
  readonly publicKey?: Uint8Array;
  readonly mustStaple?: boolean;
  readonly usages?: readonly string[];
  readonly serial?: number;
  /** Contents of the serial number, where a small number will not do. */
  readonly serialBytes?: Uint8Array;
  /** More extensions, each as DER. */
  readonly extensions?: readonly Uint8Array[];
};

const RSA_SIGNATURES: Readonly<Record<string, string>> = {
  md5: '1.2.840.113549.1.1.4',
  sha1: '1.2.840.113549.1.1.5',
  sha256: '1.2.840.113549.1.1.11',
  sha384: '1.2.840.113549.1.1.12',
};
const EC_SIGNATURES: Readonly<Record<string, string>> = { sha1: '1.2.840.10045.4.1', sha256: '1.2.840.10045.4.3.2' };

export const rsaKey = (bits = 2048): KeyObject => generateKeyPairSync('rsa', { modulusLength: bits }).privateKey;
const ecKey = (curve = 'prime256v1'): KeyObject => generateKeyPairSync('ec', { namedCurve: curve }).privateKey;

/** A certificate signed by `issuer`, or by itself. */
export function issue(options: CertificateOptions): Issued {
  const key = options.key ?? ecKey();
  const signer = options.issuer?.key ?? key;
  const hash = options.hash === undefined ? 'sha256' : options.hash;
  const algorithm = signatureAlgorithm(signer, hash);
  const tbs = der(
    0x30,
    der(0xa0, der(0x02, Uint8Array.of(2))),
    der(0x02, options.serialBytes ?? Uint8Array.of(1, (options.serial ?? 1) & 0x7f)),
    algorithm,
    name(options.issuer?.subject ?? options.subject),
    der(0x30, time(options.notBefore ?? '2020-01-01T00:00:00Z'), time(options.notAfter ?? '2049-12-31T00:00:00Z')),
    name(options.subject),
    options.publicKey ?? spki(key),
    der(0xa3, der(0x30, ...extensions(options))),
  );
  const signature = sign(hash, tbs, signer);
  const certificate = der(0x30, tbs, algorithm, der(0x03, Uint8Array.of(0), signature));
  const body = certificate
    .toString('base64')
    .replace(/(.{64})/g, '$1\n')
    .trimEnd();
  return {
    certificate,
    key,
    subject: options.subject,
    pem: `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`,
  };
}

export function signatureAlgorithm(key: KeyObject, hash: string | null): Buffer {
  if (key.asymmetricKeyType === 'ed25519' || hash === null) return der(0x30, oid('1.3.101.112'));
  const table = key.asymmetricKeyType === 'rsa' ? RSA_SIGNATURES : EC_SIGNATURES;
  const dotted = table[hash] ?? '';
  return key.asymmetricKeyType === 'rsa' ? der(0x30, oid(dotted), der(0x05)) : der(0x30, oid(dotted));
}

function spki(key: KeyObject): Uint8Array {
  return createPublicKey(key).export({ type: 'spki', format: 'der' });
}

export function name(commonName: string): Buffer {
  return der(0x30, der(0x31, der(0x30, oid('2.5.4.3'), der(0x0c, Buffer.from(commonName)))));
}

export function time(iso: string): Buffer {
  const digits = iso.replace(/[-:T]/g, '').replace(/\.\d+/, '');
  const year = Number(iso.slice(0, 4));
  return year >= 1950 && year < 2050 ? der(0x17, Buffer.from(digits.slice(2))) : der(0x18, Buffer.from(digits));
}

export function extension(dotted: string, critical: boolean, body: Uint8Array): Buffer {
  return der(0x30, oid(dotted), ...(critical ? [der(0x01, Uint8Array.of(0xff))] : []), der(0x04, body));
}

function extensions(options: CertificateOptions): Buffer[] {
  const list: Buffer[] = [];
  const names = [
    ...(options.names ?? []).map((dns) => der(0x82, Buffer.from(dns, 'latin1'))),
    ...(options.ips ?? []).map((ip) => der(0x87, Uint8Array.from(ip.split('.').map(Number)))),
  ];
  if (names.length > 0) list.push(extension('2.5.29.17', false, der(0x30, ...names)));
  if (options.ca === true) list.push(extension('2.5.29.19', true, der(0x30, der(0x01, Uint8Array.of(0xff)))));
  if (options.mustStaple === true)
    list.push(extension('1.3.6.1.5.5.7.1.24', false, der(0x30, der(0x02, Uint8Array.of(5)))));
  if (options.usages !== undefined) list.push(extension('2.5.29.37', false, der(0x30, ...options.usages.map(oid))));
  return [...list, ...(options.extensions ?? []).map((bytes) => Buffer.from(bytes))];
}

/** Root, intermediate and leaf for `lab.test`, made once and shared by tests. */
export function labChain(names: readonly string[] = ['lab.test']): {
  readonly root: Issued;
  readonly intermediate: Issued;
  readonly leaf: Issued;
} {
  const root = issue({ subject: 'Lab Root', ca: true });
  const intermediate = issue({ subject: 'Lab Intermediate', ca: true, issuer: root });
  const leaf = issue({ subject: 'lab.test', names, issuer: intermediate });
  return { root, intermediate, leaf };
}

/** Extensions as DER, for what the options of `issue` do not cover. */
export const basicConstraints = (ca: boolean, pathLength?: number): Buffer =>
  extension(
    '2.5.29.19',
    true,
    der(
      0x30,
      ...(ca ? [der(0x01, Uint8Array.of(0xff))] : []),
      ...(pathLength === undefined ? [] : [der(0x02, Uint8Array.of(pathLength))]),
    ),
  );

const KEY_USES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'crlSign',
];

export const keyUsage = (...uses: readonly string[]): Buffer => {
  const bits = uses.reduce((sum, use) => sum | (0x80 >> KEY_USES.indexOf(use)), 0);
  return extension('2.5.29.15', true, der(0x03, Uint8Array.of(0, bits)));
};

/** A GeneralName: `DNS:x`, `email:x`, `IP:<hex of address and mask>`, `dir:<common name>`, `URI:x`. */
const generalName = (text: string): Buffer => {
  const [kind, value] = [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)];
  if (kind === 'IP') return der(0x87, Buffer.from(value, 'hex'));
  if (kind === 'dir') return der(0xa4, name(value));
  return der(kind === 'DNS' ? 0x82 : kind === 'email' ? 0x81 : 0x86, Buffer.from(value, 'latin1'));
};

export const nameConstraints = (permitted: readonly string[], excluded: readonly string[] = []): Buffer => {
  const trees = (tag: number, list: readonly string[]): Buffer[] =>
    list.length === 0 ? [] : [der(tag, ...list.map((base) => der(0x30, generalName(base))))];
  return extension('2.5.29.30', true, der(0x30, ...trees(0xa0, permitted), ...trees(0xa1, excluded)));
};

export const alternativeNames = (...names: readonly string[]): Buffer =>
  extension('2.5.29.17', false, der(0x30, ...names.map(generalName)));
