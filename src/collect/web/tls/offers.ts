import type { TlsProtocol } from '../../../domain/tls.ts';
import { GROUPS } from '../../../parse/tls/registries.ts';
import { SUITES, type Suite, suiteFits } from '../../../parse/tls/suites.ts';

/** Some servers look only at the first 128 suites of a hello. */
export const MAX_OFFERED_SUITES = 127;

/** Suites of like use: what one server has of a class it often has more of, so each class is asked on its own. */
const CLASSES: readonly ((suite: Suite) => boolean)[] = [
  (suite) => isUsual(suite) && suite.keyExchange === 'ECDHE' && suite.mode === 'AEAD',
  (suite) => isUsual(suite) && suite.keyExchange === 'ECDHE',
  (suite) => isUsual(suite) && suite.keyExchange === 'RSA' && suite.mode === 'AEAD',
  (suite) => isUsual(suite) && suite.keyExchange === 'RSA',
  (suite) => isUsual(suite) && suite.keyExchange === 'DHE' && suite.mode === 'AEAD',
  (suite) => isUsual(suite) && suite.keyExchange === 'DHE',
  (suite) => suite.authentication === 'anon',
  (suite) => suite.authentication !== 'other' && (suite.keyExchange === 'RSA' || suite.forwardSecret) && !isPsk(suite),
  (suite) => suite.keyExchange === 'DH' || suite.keyExchange === 'ECDH',
  () => true,
];

function isPsk(suite: Suite): boolean {
  return suite.name.includes('PSK') || suite.keyExchange === 'SRP';
}

function isUsual(suite: Suite): boolean {
  const authenticated = suite.authentication !== 'anon' && suite.authentication !== 'other';
  return authenticated && !isPsk(suite) && suite.strength >= 128 && suite.cipher !== 'RC4' && !suite.smallBlock;
}

/** Whether the suite is of a class that no well-kept server offers. */
export function isUnusual(code: number): boolean {
  const suite = SUITES.find((candidate) => candidate.code === code);
  return suite !== undefined && !isUsual(suite);
}

const RARE = /ARIA|CAMELLIA|SEED|IDEA/;

/** What a server is most likely to offer beyond the suites it was seen to take, at most a hello full, by no order. */
export function otherSuites(protocol: TlsProtocol, taken: readonly number[]): readonly number[] {
  const likely = SUITES.filter(
    (suite) => suiteFits(suite, protocol) && !isPsk(suite) && suite.keyExchange !== 'KRB5' && suite.cipher !== 'SM4',
  );
  const rest = likely.filter(({ code }) => !taken.includes(code));
  const usualFirst = [...rest.filter(({ name }) => !RARE.test(name)), ...rest.filter(({ name }) => RARE.test(name))];
  return usualFirst.slice(0, MAX_OFFERED_SUITES).map(({ code }) => code);
}

/**
 * The suites of a version, by class; classes without a suite are left out. Kerberos suites are not asked for: no
 * public server can serve them, and without them all suites before TLS 1.2 fit into one hello.
 */
export function suiteClasses(protocol: TlsProtocol): readonly (readonly number[])[] {
  const classes: number[][] = CLASSES.map(() => []);
  for (const suite of SUITES) {
    if (!suiteFits(suite, protocol) || suite.cipher === 'SM4' || suite.keyExchange === 'KRB5') continue;
    classes[CLASSES.findIndex((belongs) => belongs(suite))]?.push(suite.code);
  }
  return classes.filter((codes) => codes.length > 0);
}

/** Classes put together to hellos of at most `MAX_OFFERED_SUITES`; a class may be cut in two. */
export function suiteChunks(protocol: TlsProtocol): readonly (readonly (readonly number[])[])[] {
  const chunks: number[][][] = [[]];
  let room = MAX_OFFERED_SUITES;
  for (const codes of suiteClasses(protocol)) {
    for (let rest = codes; rest.length > 0; ) {
      if (room === 0) {
        chunks.push([]);
        room = MAX_OFFERED_SUITES;
      }
      const part = rest.slice(0, room);
      chunks.at(-1)?.push(part);
      room -= part.length;
      rest = rest.slice(part.length);
    }
  }
  return chunks;
}

const TLS13_ONLY = /MLKEM|Kyber|ffdhe|tls13|SM2/;
/** Groups of hellos up to TLS 1.2. The finite-field ones stay out: naming them keeps servers from showing their own. */
export const LEGACY_GROUPS: readonly number[] = [...GROUPS]
  .filter(([, name]) => !TLS13_ONLY.test(name))
  .map(([code]) => code);

const TLS13_GROUP = /MLKEM|Kyber|^x25519$|^x448$|^secp(256|384|521)r1$|^ffdhe|tls13|SM2/;
export const TLS13_GROUPS: readonly number[] = [...GROUPS]
  .filter(([, name]) => TLS13_GROUP.test(name))
  .map(([code]) => code);
export const FINITE_FIELD_GROUPS: readonly number[] = TLS13_GROUPS.filter((code) =>
  GROUPS.get(code)?.startsWith('ffdhe'),
);
/** Groups whose secret this program can compute. */
export const AGREEABLE_GROUPS = [0x001d, 0x0017, 0x0018, 0x0019, 0x001e] as const;
export const FIRST_SHARES = [0x001d, 0x0017] as const;
export const TLS13_SUITES = [0x1301, 0x1302, 0x1303, 0x1304, 0x1305] as const;
