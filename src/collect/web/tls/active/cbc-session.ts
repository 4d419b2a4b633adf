import {
  constants,
  createHash,
  createHmac,
  createPublicKey,
  type KeyObject,
  publicEncrypt,
  randomBytes,
  X509Certificate,
} from 'node:crypto';
import { ByteReader, concat, MalformedTls, uint, vector } from '../../../../parse/tls/bytes.ts';
import { parseCertificate, parseServerHello } from '../../../../parse/tls/messages.ts';
import {
  HandshakeAssembler,
  type HandshakeMessage,
  NotTls,
  RECORD,
  RecordSplitter,
} from '../../../../parse/tls/records.ts';
import { HANDSHAKE, VERSION_CODES } from '../../../../parse/tls/registries.ts';
import { suiteName } from '../../../../parse/tls/suite-registry.ts';
import { type Suite, suiteByName } from '../../../../parse/tls/suites.ts';
import { clientHello, helloRecord } from '../client-hello.ts';
import type { ActiveTlsProbe } from '../exchange.ts';
import { createKeyShare } from '../key-schedule.ts';
import type { Transport } from '../transport.ts';
import { type CbcKeys, type CbcSession, encrypt, macOf, withPadding } from './cbc-record.ts';
import { helloOf, recordOf } from './messages.ts';
import type { Reaction } from './reaction.ts';

type Hello = { readonly bytes: Uint8Array; readonly random: Uint8Array };

/** A handshake of TLS 1.0 to 1.2 with AES-CBC, by RSA or ECDHE, far enough to send data; a word when it fails. */
export async function agree(
  probe: ActiveTlsProbe,
  transport: Transport,
  withinMs: number,
): Promise<CbcSession | Reaction> {
  const random = randomBytes(32);
  const offer = { ...helloOf(probe), lean: true, groups: [0x001d, 0x0017, 0x0018] };
  const bytes = clientHello(offer, { random, sessionId: new Uint8Array(0), shares: [], cookie: null });
  transport.write(helloRecord(bytes, offer));
  try {
    const messages = await serverFlight(transport, withinMs);
    return typeof messages === 'string'
      ? messages
      : await finish(probe, { bytes, random }, messages, transport, withinMs);
  } catch (problem) {
    if (problem instanceof MalformedTls || problem instanceof NotTls) return 'not-tls';
    return 'no-session';
  }
}

async function serverFlight(transport: Transport, withinMs: number): Promise<readonly HandshakeMessage[] | Reaction> {
  transport.limit(withinMs * 2);
  const splitter = new RecordSplitter();
  const assembler = new HandshakeAssembler();
  const messages: HandshakeMessage[] = [];
  for (;;) {
    const chunk = await transport.read();
    if (!(chunk instanceof Uint8Array)) return 'no-session';
    for (const record of splitter.push(chunk)) {
      if (record.type !== RECORD.handshake) return 'no-session';
      messages.push(...assembler.push(record.body));
    }
    if (messages.some(({ type }) => type === HANDSHAKE.serverHelloDone)) return messages;
  }
}

async function finish(
  probe: ActiveTlsProbe,
  client: Hello,
  messages: readonly HandshakeMessage[],
  transport: Transport,
  withinMs: number,
): Promise<CbcSession | Reaction> {
  const find = (type: number): Uint8Array =>
    messages.find((message) => message.type === type)?.body ?? new Uint8Array(0);
  const hello = parseServerHello(find(HANDSHAKE.serverHello));
  const suite = suiteByName(suiteName(hello.suite));
  if (
    suite === null ||
    hello.version !== VERSION_CODES[probe.version] ||
    suite.cipher !== 'AES' ||
    suite.mode !== 'CBC'
  )
    return 'no-session';
  const exchange =
    suite.keyExchange === 'RSA'
      ? byRsa(find(HANDSHAKE.certificate), hello.version)
      : byEcdhe(find(HANDSHAKE.serverKeyExchange));
  if (exchange === null) return 'no-session';
  const prf = prfOf(hello.version, suite);
  const master = prf(exchange.premaster, 'master secret', concat(client.random, hello.random), 48);
  const session: CbcSession = {
    version: hello.version,
    keys: cbcKeys(prf, suite, master, concat(hello.random, client.random)),
    sequence: 0,
  };
  const clientKey = concat(Uint8Array.of(16), uint(3, exchange.message.length), exchange.message);
  const whole = ({ type, body }: HandshakeMessage): Uint8Array =>
    concat(Uint8Array.of(type), uint(3, body.length), body);
  const transcript = concat(client.bytes, ...messages.map(whole), clientKey);
  const verify = prf(master, 'client finished', transcriptHash(hello.version, suite, transcript), 12);
  const finished = concat(Uint8Array.of(HANDSHAKE.finished), uint(3, verify.length), verify);
  transport.write(recordOf(probe, 22, clientKey));
  transport.write(recordOf(probe, 20, Uint8Array.of(1)));
  transport.write(
    recordOf(probe, 22, encrypt(session, withPadding(session.keys, concat(finished, macOf(session, 22, finished))))),
  );
  return (await serverFinished(transport, withinMs)) ? session : 'no-session';
}

/** The server's ChangeCipherSpec and Finished; a ticket may come before them, and all may share one segment. */
async function serverFinished(transport: Transport, withinMs: number): Promise<boolean> {
  transport.limit(withinMs * 2);
  const splitter = new RecordSplitter();
  let changed = false;
  for (;;) {
    const chunk = await transport.read();
    if (!(chunk instanceof Uint8Array)) return false;
    for (const { type } of splitter.push(chunk)) {
      if (type === RECORD.alert) return false;
      if (changed && type === RECORD.handshake) return true;
      changed ||= type === RECORD.changeCipherSpec;
    }
  }
}

type KeyAgreement = { readonly premaster: Uint8Array; readonly message: Uint8Array };

function byRsa(certificate: Uint8Array, version: number): KeyAgreement | null {
  const [leaf] = parseCertificate(certificate).certificates;
  if (leaf === undefined) return null;
  const key: KeyObject = createPublicKey(new X509Certificate(leaf).publicKey.export({ type: 'spki', format: 'pem' }));
  const premaster = concat(uint(2, version), randomBytes(46));
  return { premaster, message: vector(2, publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, premaster)) };
}

function byEcdhe(parameters: Uint8Array): KeyAgreement | null {
  const reader = new ByteReader(parameters);
  if (reader.uint(1) !== 3) return null;
  const share = createKeyShare(reader.uint(2));
  return share === null ? null : { premaster: share.agree(reader.vector(1)), message: vector(1, share.value) };
}

type Prf = (secret: Uint8Array, label: string, seed: Uint8Array, length: number) => Uint8Array;

/** The PRF of TLS 1.2 (RFC 5246 section 5), or MD5 and SHA-1 together before (RFC 2246 section 5). */
function prfOf(version: number, suite: Suite): Prf {
  if (version === VERSION_CODES['TLSv1.2']) {
    const hash = suite.name.endsWith('SHA384') ? 'sha384' : 'sha256';
    return (secret, label, seed, length) => expand(hash, secret, concat(Buffer.from(label), seed), length);
  }
  return (secret, label, seed, length) => {
    const half = Math.ceil(secret.length / 2);
    const full = concat(Buffer.from(label), seed);
    const md5 = expand('md5', secret.subarray(0, half), full, length);
    const sha1 = expand('sha1', secret.subarray(secret.length - half), full, length);
    return md5.map((byte, index) => byte ^ (sha1[index] ?? 0));
  };
}

function expand(hash: string, secret: Uint8Array, seed: Uint8Array, length: number): Uint8Array {
  const hmac = (data: Uint8Array): Uint8Array => createHmac(hash, secret).update(data).digest();
  let block = seed;
  let output: Uint8Array = new Uint8Array(0);
  while (output.length < length) {
    block = hmac(block);
    output = concat(output, hmac(concat(block, seed)));
  }
  return output.slice(0, length);
}

function cbcKeys(prf: Prf, suite: Suite, master: Uint8Array, seed: Uint8Array): CbcKeys {
  const hash = suite.name.endsWith('SHA384') ? 'sha384' : suite.name.endsWith('SHA256') ? 'sha256' : 'sha1';
  const macSize = createHash(hash).digest().length;
  const keySize = suite.bits / 8;
  const block = new ByteReader(prf(master, 'key expansion', seed, 2 * (macSize + keySize + 16)));
  const mac = block.take(macSize);
  block.take(macSize);
  const key = block.take(keySize);
  block.take(keySize);
  return { hash, cipher: suite.bits === 256 ? 'aes-256-cbc' : 'aes-128-cbc', block: 16, mac, key, iv: block.take(16) };
}

function transcriptHash(version: number, suite: Suite, transcript: Uint8Array): Uint8Array {
  const digest = (hash: string): Uint8Array => createHash(hash).update(transcript).digest();
  if (version !== VERSION_CODES['TLSv1.2']) return concat(digest('md5'), digest('sha1'));
  return digest(suite.name.endsWith('SHA384') ? 'sha384' : 'sha256');
}
