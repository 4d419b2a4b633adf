import { concat, uint, vector } from '../../../../parse/tls/bytes.ts';
import { SIGNATURE_SCHEMES, VERSION_CODES } from '../../../../parse/tls/registries.ts';
import type { ActiveTlsProbe, HelloProbe } from '../exchange.ts';
import { LEGACY_GROUPS } from '../offers.ts';

/** One record in the version of the probe. */
export function recordOf(probe: ActiveTlsProbe, type: number, ...body: Uint8Array[]): Uint8Array {
  return concat(Uint8Array.of(type), uint(2, VERSION_CODES[probe.version]), vector(2, ...body));
}

/** The ordinary hello that an active probe begins with. */
export function helloOf(probe: ActiveTlsProbe): HelloProbe {
  const { host, port, address, serverName, starttls, version, suites, attempt } = probe;
  return {
    kind: 'hello',
    host,
    port,
    address,
    serverName,
    starttls,
    version,
    suites,
    groups: LEGACY_GROUPS,
    shares: [],
    signatures: [...SIGNATURE_SCHEMES.keys()],
    lean: false,
    compression: false,
    until: 'flight',
    attempt,
  };
}
