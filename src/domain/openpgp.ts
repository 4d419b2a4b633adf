import type { Read } from './gap.ts';
import type { Slice } from './slice.ts';
import type { WebChain } from './web.ts';

/** Artifacts on OpenPGP keys. */
export interface OpenPgpArtifacts {
  readonly 'web.pgp-keys': Slice<PublishedKeys>;
}

/** A key as it stands in a certificate (RFC 9580 section 10.1). Instants are milliseconds since the epoch. */
interface KeyLife {
  /** Upper-case hex: 40 digits (version 4) or 64 (version 6). */
  readonly fingerprint: string;
  /** Short and for people, e.g. `RSA 4096` or `ed25519`. */
  readonly algorithm: string;
  readonly created: number;
  /** null: never, as far as its own signatures say. */
  readonly expires: number | null;
  /** Whether it is revoked at any time. */
  readonly revoked: boolean;
  /** Whether messages may be encrypted to it. */
  readonly encrypts: boolean;
}

/** An OpenPGP certificate as published, what its own signatures do not bind left out. It depends on no clock. */
export interface PgpKey extends KeyLife {
  readonly version: number;
  /** `false`: no signature of its own verifies, so that its expiry is not known. */
  readonly selfSigned: boolean;
  /** `true`: the secret half is published with it. */
  readonly secret: boolean;
  /** User ids, as their owner wrote them. */
  readonly users: readonly string[];
  readonly subkeys: readonly KeyLife[];
}

/** What stands at an address where OpenPGP keys are said to be. */
export interface PublishedKeys {
  /** As the claim, or the site, names it. */
  readonly url: string;
  /** `host:port` of the server that the URL names. */
  readonly endpoint: string;
  readonly chain: WebChain;
  /** null: the answer holds no key block, or did not come. */
  readonly keys: Read<readonly PgpKey[]> | null;
}

/** One signature over a text, checked with the keys that were at hand. It depends on no clock. */
export interface PgpSignature {
  /** Id of the key that says to have made it, upper-case hex. */
  readonly keyId: string;
  readonly created: number | null;
  /** null: never. */
  readonly expires: number | null;
  /** The certificate with that key, and where it is published; null: none of those at hand has it. */
  readonly by: { readonly fingerprint: string; readonly url: string } | null;
  /** `open`: it could not be checked. */
  readonly state: 'valid' | 'invalid' | 'open';
  /** Why it is not valid. */
  readonly because: string | null;
}
