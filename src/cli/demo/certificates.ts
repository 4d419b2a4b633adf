import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { isIP } from 'node:net';

// A few lines of DER (X.690) are enough for certificates that live as long as a demo or a test, and they put any text
// into a subject. What others send is parsed in src/parse; this only writes.
const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const size = body.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};

const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
const text = (value: string): Buffer => der(0x0c, Buffer.from(value));
const integer = (value: number): Buffer => der(0x02, Buffer.from([value]));
const bitString = (value: Uint8Array): Buffer => der(0x03, Buffer.from([0]), value);
const octets = (value: Uint8Array): Buffer => der(0x04, value);

const arcBytes = (arc: number): readonly number[] =>
  arc < 128 ? [arc] : [...arcBytes(Math.floor(arc / 128)).map((byte) => byte | 0x80), arc % 128];

const oid = (dotted: string): Buffer => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(arcBytes)]));
};

const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));
const nameOf = (organization: string, commonName: string): Buffer =>
  sequence(
    der(0x31, sequence(oid('2.5.4.10'), text(organization))),
    der(0x31, sequence(oid('2.5.4.3'), text(commonName))),
  );
const time = (instant: number): Buffer =>
  der(0x18, Buffer.from(`${new Date(instant).toISOString().replace(/[-:T]|\.\d+/g, '')}`));
const extension = (id: string, value: Uint8Array): Buffer => sequence(oid(id), octets(value));

const alternativeName = (name: string): Buffer =>
  isIP(name) === 4 ? der(0x87, Buffer.from(name.split('.').map(Number))) : der(0x82, Buffer.from(name));

const pem = (label: string, bytes: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${Buffer.from(bytes).toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;

interface Draft {
  readonly serial: number;
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly from: number;
  readonly to: number;
  readonly key: KeyObject;
  readonly extensions: readonly Buffer[];
}

const certificate = (draft: Draft, signer: KeyObject): string => {
  const tbs = sequence(
    der(0xa0, integer(2)),
    integer(draft.serial),
    ECDSA_SHA256,
    draft.issuer,
    sequence(time(draft.from), time(draft.to)),
    draft.subject,
    draft.key.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...draft.extensions)),
  );
  return pem('CERTIFICATE', sequence(tbs, ECDSA_SHA256, bitString(sign('sha256', tbs, signer))));
};

/** A certificate and key for a server, PEM. */
export interface ServerIdentity {
  readonly cert: string;
  readonly key: string;
}

export interface Authority {
  /** PEM of the root, to be trusted by a client. */
  readonly pem: string;
  /** A leaf for DNS names and IPv4 addresses. `days`: validity from now; negative: expired so long ago. */
  readonly issue: (
    names: readonly string[],
    options?: { readonly days?: number; readonly subject?: string },
  ) => ServerIdentity;
}

const DAY = 86_400_000;

export interface AuthorityOptions {
  readonly organization?: string;
  readonly commonName?: string;
  /** Instants (milliseconds since the epoch) around all of which the root is valid; the leaves' days count from the last. */
  readonly instants?: readonly number[];
}

/** Makes a root certificate in memory and signs leaves with it. */
export const createAuthority = ({
  organization = 'Test Authority',
  commonName = 'Test Root',
  instants = [Date.now()],
}: AuthorityOptions = {}): Authority => {
  const first = Math.min(...instants);
  const last = Math.max(...instants);
  const root = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const rootName = nameOf(organization, commonName);
  const basic = extension('2.5.29.19', sequence(der(0x01, Buffer.from([0xff]))));
  let serial = 1;
  return {
    pem: certificate(
      {
        serial,
        issuer: rootName,
        subject: rootName,
        from: first - DAY,
        to: last + 120 * DAY,
        key: root.publicKey,
        extensions: [basic],
      },
      root.privateKey,
    ),
    issue: (names, { days = 10, subject = names[0] ?? 'leaf' } = {}) => {
      const leaf = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      serial += 1;
      const draft = {
        serial,
        issuer: rootName,
        subject: nameOf('Test Company', subject),
        from: first + Math.min(2 * days, -1) * DAY,
        to: last + days * DAY,
        key: leaf.publicKey,
        extensions: [extension('2.5.29.17', sequence(...names.map(alternativeName)))],
      };
      return {
        cert: certificate(draft, root.privateKey),
        key: leaf.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      };
    },
  };
};
