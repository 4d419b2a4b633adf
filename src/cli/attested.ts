import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import type { Claim } from '../domain/claim.ts';

const LARGEST = 64 * 1024 * 1024;

/** The SHA-256 of a file in a folder or below; null: there is none, it is too large, or lies elsewhere. */
const hashIn = (folder: string, name: string): string | null => {
  try {
    const path = realpathSync(resolve(folder, name));
    if (!path.startsWith(`${folder}${sep}`)) return null;
    const found = statSync(path);
    if (!found.isFile() || found.size > LARGEST) return null;
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch {
    return null;
  }
};

/**
 * The SHA-256 of the documents that attestations name, by their names, as far as they lie beside the claims file. Most do not:
 * a document may be kept where claims are not.
 */
export const hashAttested = (claimsFile: string, claims: readonly Claim[]): ReadonlyMap<string, string> => {
  const names = new Set(claims.flatMap(({ attestation }) => attestation?.document ?? []));
  if (names.size === 0) return new Map();
  const folder = realpathSync(dirname(resolve(claimsFile)));
  return new Map(
    [...names].flatMap((name) => {
      const hash = hashIn(folder, name);
      return hash === null ? [] : [[name, hash] as const];
    }),
  );
};
