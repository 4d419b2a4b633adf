import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../json.ts';
import { evidencePath, requestIdentity } from './identity.ts';
import type { EvidenceLine } from './lines.ts';
import { parseLines } from './lines.ts';
import type { Manifest } from './manifest.ts';
import { parseManifest } from './manifest.ts';

/** A recorded run, read lazily. */
export interface Evidence {
  readonly manifest: Manifest | null;
  readonly integrity: 'attested' | 'not attested' | 'modified';
  /** What is wrong with it: changed, missing or added files, unreadable lines. */
  readonly problems: readonly string[];
  /** Account ids with a directory. */
  readonly accounts: readonly string[];
  /** Regions of an account with a directory, `global` left out. */
  regions(account: string): readonly string[];
  /** `host:port` of every endpoint with a directory. */
  readonly endpoints: readonly string[];
  /**
   * The recorded outcome of a request, null when it was never recorded; an error `DamagedEvidence` when it may have been, in a
   * file that cannot be read whole. `name` without file ending.
   */
  find(name: string, input: JsonObject): EvidenceLine['outcome'] | null;
  /** Names of all streams `aws/<account>/<any region>/<service>/<operation>`. */
  everywhere(account: string, service: string, operation: string): readonly string[];
}

const fileLimit = 256 * 1024 * 1024;

const directories = (path: string): readonly string[] =>
  existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort()
    : [];

/** Thrown when the path holds no evidence at all. */
export class NoEvidence extends Error {}

export const readEvidence = (directory: string): Evidence => {
  if (!existsSync(join(directory, 'aws')) && !existsSync(join(directory, 'web'))) {
    throw new NoEvidence(`${directory} holds no evidence: neither aws/ nor web/ is in it`);
  }
  const manifestPath = join(directory, 'manifest.json');
  const manifestText = existsSync(manifestPath) ? readFileSync(manifestPath, 'utf8') : null;
  const manifest = manifestText === null ? null : parseManifest(manifestText);
  const problems =
    manifestText !== null && manifest === null ? ['manifest.json cannot be read'] : verify(directory, manifest);
  const streams = new Map<string, Stream>();
  const stream = (name: string): Stream => {
    const known = streams.get(name) ?? readStream(directory, evidencePath(name));
    streams.set(name, known);
    return known;
  };

  const accounts = directories(join(directory, 'aws'));
  return {
    manifest,
    integrity: problems.length > 0 ? 'modified' : manifest === null ? 'not attested' : 'attested',
    problems,
    accounts,
    regions: (account) =>
      directories(join(directory, evidencePath(`aws/${account}`))).filter((region) => region !== 'global'),
    endpoints: directories(join(directory, 'web')).map((name) => name.replace(/_(\d+)$/, ':$1')),
    find: (name, input) => {
      const { answers, damage } = stream(name);
      return answers.get(requestIdentity(input)) ?? damage;
    },
    everywhere: (account, service, operation) =>
      directories(join(directory, evidencePath(`aws/${account}`))).map(
        (region) => `aws/${account}/${region}/${service}/${operation}`,
      ),
  };
};

interface Stream {
  readonly answers: ReadonlyMap<string, EvidenceLine['outcome']>;
  /** The answer to whatever is not among them when the file cannot be read whole: the missing one may have been there. */
  readonly damage: EvidenceLine['outcome'] | null;
}

const readStream = (directory: string, name: string): Stream => {
  const file = [`${name}.ndjson`, `${name}.json`].find((path) => existsSync(join(directory, path)));
  if (file === undefined) return { answers: new Map(), damage: null };
  try {
    const path = join(directory, file);
    if (statSync(path).size > fileLimit) return { answers: new Map(), damage: damaged(file, 'is too large') };
    const { lines, damaged: unreadable } = parseLines(readFileSync(path, 'utf8'));
    const answers = new Map(lines.toReversed().map(({ input, outcome }) => [requestIdentity(input), outcome]));
    return { answers, damage: unreadable === 0 ? null : damaged(file, `has ${unreadable} unreadable lines`) };
  } catch {
    return { answers: new Map(), damage: damaged(file, 'cannot be read') };
  }
};

const damaged = (file: string, how: string): EvidenceLine['outcome'] => ({
  type: 'error',
  error: { name: 'DamagedEvidence', message: `${file} ${how}`, status: null },
});

/** Compares the files with the manifest's hashes. */
const verify = (directory: string, manifest: Manifest | null): readonly string[] => {
  if (manifest === null) return [];
  const problems: string[] = [];
  for (const [path, hash] of Object.entries(manifest.files)) {
    const full = join(directory, path);
    if (path.split('/').includes('..') || !existsSync(full)) problems.push(`${path} is missing`);
    else if (createHash('sha256').update(readFileSync(full)).digest('hex') !== hash)
      problems.push(`${path} was changed`);
  }
  for (const path of listFiles(directory)) {
    if (path !== 'manifest.json' && !Object.hasOwn(manifest.files, path)) problems.push(`${path} was added`);
  }
  return problems.sort();
};

const listFiles = (directory: string): readonly string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(directory, '/').length));
