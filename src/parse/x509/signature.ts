import { constants, type KeyObject, verify } from 'node:crypto';
import type { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { signatureName } from './public-key.ts';

const HASHES = /sha-?(1|224|256|384|512)/i;

/**
 * Whether a key made this signature. SHA-1 and stronger with RSA, RSASSA-PSS, ECDSA and DSA, and Ed25519 and Ed448; any other
 * algorithm verifies nothing.
 */
export function signedBy(
  key: KeyObject,
  { algorithm, data, signature }: { algorithm: AlgorithmIdentifier; data: Uint8Array; signature: Uint8Array },
): boolean {
  try {
    const name = signatureName(algorithm);
    if (name === 'Ed25519' || name === 'Ed448') return verify(null, data, key, signature);
    const hash = HASHES.exec(name)?.[1];
    if (hash === undefined) return false;
    const padding = name.startsWith('RSASSA-PSS')
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO }
      : {};
    return verify(`sha${hash}`, data, { key, ...padding }, signature);
  } catch {
    return false;
  }
}
