import { constants, createDecipheriv, createHash, createHmac, privateDecrypt, timingSafeEqual } from 'node:crypto';
import type { Issued } from './certificates.ts';
import {
  certificateMessage,
  flight,
  helloDone,
  record,
  type Script,
  type SeenHello,
  serverHello,
} from './scripted-server.ts';

/** What is right about a CBC record, and how long its content is. */
export type Opened = {
  /** The length byte alone, as SSL 3.0 looked at it. */
  readonly lengthFits: boolean;
  /** Every byte of the padding. */
  readonly padding: boolean;
  readonly mac: boolean;
  readonly content: number;
};

const SUITE = 0x002f;
const [MAC, KEY, BLOCK] = [20, 16, 16];

/**
 * A TLS 1.2 server for TLS_RSA_WITH_AES_128_CBC_SHA that finishes the handshake, opens each record, and answers as
 * `answer` says: to show what no patched server shows any more. Its own Finished is not encrypted, which nobody checks.
 */
export function cbcServer(leaf: Issued, answer: (opened: Opened) => Script) {
  return (hello: SeenHello): Script => {
    if (hello.version < 0x0303 || !hello.suites.includes(SUITE)) return { end: 'close' };
    const ground = serverHello(SUITE);
    const serverRandom = ground.subarray(6, 38);
    let keys: Keys | null = null;
    let encrypted = false;
    return {
      send: flight(ground, certificateMessage([leaf.certificate]), helloDone),
      later: ({ type, body }) => {
        if (type === 20) encrypted = true;
        else if (type === 22 && !encrypted) keys = keysOf(leaf, body, hello.random, serverRandom);
        else if (type === 22) return { send: [record(20, Uint8Array.of(1)), record(22, new Uint8Array(64))] };
        else if (type === 23 && keys !== null) return answer(open(keys, body));
        return null;
      },
    };
  };
}

type Keys = { readonly mac: Buffer; readonly key: Buffer };

function keysOf({ key }: Issued, message: Uint8Array, clientRandom: Uint8Array, serverRandom: Uint8Array): Keys {
  const padded = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, message.subarray(6));
  const master = prf(padded.subarray(-48), 'master secret', [clientRandom, serverRandom], 48);
  const block = prf(master, 'key expansion', [serverRandom, clientRandom], 2 * (MAC + KEY));
  return { mac: block.subarray(0, MAC), key: block.subarray(2 * MAC, 2 * MAC + KEY) };
}

/** RFC 5246 section 5. */
function prf(secret: Uint8Array, label: string, seeds: readonly Uint8Array[], length: number): Buffer {
  const seed = Buffer.concat([Buffer.from(label), ...seeds]);
  const hmac = (data: Uint8Array): Buffer => createHmac('sha256', secret).update(data).digest();
  const parts: Buffer[] = [];
  for (let a = hmac(seed); parts.length * createHash('sha256').digest().length < length; a = hmac(a))
    parts.push(hmac(Buffer.concat([a, seed])));
  return Buffer.concat(parts).subarray(0, length);
}

/** RFC 5246 section 6.2.3.2; the record is the second one after the change of keys. */
function open({ mac, key }: Keys, body: Uint8Array): Opened {
  const decipher = createDecipheriv('aes-128-cbc', key, body.subarray(0, BLOCK)).setAutoPadding(false);
  const plain = Buffer.concat([decipher.update(body.subarray(BLOCK)), decipher.final()]);
  const last = plain.at(-1) ?? 0;
  const content = plain.length - last - 1 - MAC;
  if (content < 0) return { lengthFits: false, padding: plain.every((byte) => byte === last), mac: false, content };
  const padding = plain.subarray(content + MAC).every((byte) => byte === last);
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 1, 23, 3, 3, content >> 8, content & 0xff]);
  const expected = createHmac('sha1', mac).update(header).update(plain.subarray(0, content)).digest();
  return { lengthFits: true, padding, mac: timingSafeEqual(expected, plain.subarray(content, content + MAC)), content };
}
