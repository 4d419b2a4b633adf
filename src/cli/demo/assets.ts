import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Beside the bundle, or in the sources. */
const places = ['./demo/', '../demo/', '../../../fixtures/demo/'];

/** The folder with the demo's claims and recorded account. */
export const demoFolder = (): string => {
  const found = places
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((path) => existsSync(`${path}claims.yaml`));
  if (found === undefined) throw new Error("the demo's files are missing from this installation");
  return found;
};
