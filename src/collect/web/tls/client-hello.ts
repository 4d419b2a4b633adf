import { concat, uint, uints, vector } from '../../../parse/tls/bytes.ts';
import { EXTENSION, VERSION_CODES } from '../../../parse/tls/registries.ts';
import type { HelloProbe } from './exchange.ts';

/** The parts of a ClientHello that differ from one connection to the next. */
export type HelloSecrets = {
  readonly random: Uint8Array;
  readonly sessionId: Uint8Array;
  readonly shares: readonly { readonly group: number; readonly value: Uint8Array }[];
  readonly cookie: Uint8Array | null;
};

const RENEGOTIATION_SCSV = 0x00ff;
const ALPN_OFFERED = ['h2', 'http/1.1'];

/** A ClientHello as handshake message, header included (RFC 8446 section 4.1.2, RFC 5246 section 7.4.1.2). */
export function clientHello(probe: HelloProbe, secrets: HelloSecrets): Uint8Array {
  const plain = probe.version === 'SSLv3';
  const suites = plain ? [...probe.suites, RENEGOTIATION_SCSV] : probe.suites;
  const fixed = concat(
    uint(2, Math.min(VERSION_CODES[probe.version], VERSION_CODES['TLSv1.2'])),
    secrets.random,
    vector(1, secrets.sessionId),
    vector(2, uints(2, suites)),
    vector(1, probe.compression ? Uint8Array.of(1, 0) : Uint8Array.of(0)),
  );
  const list = plain ? [] : extensions(probe, secrets);
  const body = plain ? fixed : concat(fixed, vector(2, ...padded(list, fixed.length)));
  return concat(Uint8Array.of(1), uint(3, body.length), body);
}

/** The handshake message in one record; old servers want a low version there (RFC 8446 section 5.1). */
export function helloRecord(message: Uint8Array, probe: HelloProbe): Uint8Array {
  const version = probe.version === 'SSLv3' ? VERSION_CODES.SSLv3 : VERSION_CODES.TLSv1;
  return concat(Uint8Array.of(22), uint(2, version), vector(2, message));
}

function extensions(probe: HelloProbe, secrets: HelloSecrets): Uint8Array[] {
  const list: Uint8Array[] = [];
  const add = (type: number, ...body: Uint8Array[]): void => {
    list.push(concat(uint(2, type), vector(2, ...body)));
  };
  if (probe.serverName !== null) add(EXTENSION.serverName, serverNameList(probe.serverName));
  if (probe.groups.length > 0) add(EXTENSION.supportedGroups, vector(2, uints(2, probe.groups)));
  if (probe.version !== 'TLSv1.3') add(EXTENSION.pointFormats, Uint8Array.of(1, 0));
  if (probe.version === 'TLSv1.2' || probe.version === 'TLSv1.3') {
    add(EXTENSION.signatureAlgorithms, vector(2, uints(2, probe.signatures)));
  }
  if (probe.version === 'TLSv1.3') addTls13(add, secrets);
  else add(EXTENSION.renegotiationInfo, Uint8Array.of(0));
  if (probe.lean) return list;
  add(EXTENSION.alpn, vector(2, ...ALPN_OFFERED.map((name) => vector(1, Buffer.from(name)))));
  add(EXTENSION.statusRequest, Uint8Array.of(1, 0, 0, 0, 0));
  add(EXTENSION.signedCertificateTimestamp);
  if (probe.version !== 'TLSv1.3') addLegacy(add);
  return list;
}

type Add = (type: number, ...body: Uint8Array[]) => void;

function addTls13(add: Add, secrets: HelloSecrets): void {
  add(EXTENSION.supportedVersions, vector(1, uint(2, VERSION_CODES['TLSv1.3'])));
  add(EXTENSION.pskKeyExchangeModes, Uint8Array.of(1, 1));
  const shares = secrets.shares.map(({ group, value }) => concat(uint(2, group), vector(2, value)));
  add(EXTENSION.keyShare, vector(2, ...shares));
  if (secrets.cookie !== null) add(EXTENSION.cookie, vector(2, secrets.cookie));
}

function addLegacy(add: Add): void {
  add(EXTENSION.extendedMasterSecret);
  add(EXTENSION.encryptThenMac);
  add(EXTENSION.sessionTicket);
  add(EXTENSION.heartbeat, Uint8Array.of(1));
}

function serverNameList(name: string): Uint8Array {
  return vector(2, Uint8Array.of(0), vector(2, Buffer.from(name, 'latin1')));
}

/** Some load balancers hang on hellos of 256 to 511 bytes (RFC 7685): those are padded to 512. */
function padded(list: readonly Uint8Array[], fixedLength: number): readonly Uint8Array[] {
  const length = 4 + fixedLength + 2 + list.reduce((sum, extension) => sum + extension.length, 0);
  if (length < 256 || length > 511) return list;
  const missing = Math.max(0, 512 - length - 4);
  return [...list, concat(uint(2, EXTENSION.padding), vector(2, new Uint8Array(missing)))];
}
