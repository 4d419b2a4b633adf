import { createDiffieHellmanGroup, createHash } from 'node:crypto';

const OAKLEY_GROUPS: Readonly<Record<string, string>> = {
  modp1: 'Oakley group 1',
  modp2: 'Oakley group 2',
  modp5: 'Oakley group 5',
  modp14: 'RFC 3526 group 14',
  modp15: 'RFC 3526 group 15',
  modp16: 'RFC 3526 group 16',
  modp17: 'RFC 3526 group 17',
  modp18: 'RFC 3526 group 18',
};

let names: ReadonlyMap<string, string> | null = null;

/** The name of a Diffie-Hellman prime that many servers share, or null for a server's own. */
export function knownPrime(prime: Uint8Array): string | null {
  names ??= new Map(
    Object.entries(OAKLEY_GROUPS).map(
      ([group, name]) => [hash(createDiffieHellmanGroup(group).getPrime()), name] as const,
    ),
  );
  return names.get(hash(prime)) ?? null;
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
