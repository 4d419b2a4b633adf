import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ScopeReport } from '../../domain/result.ts';
import type { JsonObject } from '../json.ts';
import { evidencePath, requestIdentity } from './identity.ts';
import type { EvidenceLine } from './lines.ts';
import { formatLine } from './lines.ts';

/** Where a run keeps everything it read. */
export interface EvidenceWriter {
  /** `name` as in `aws/<account>/<region>/<service>/<Operation>`, without the file ending. */
  add(name: string, input: JsonObject, outcome: EvidenceLine['outcome']): void;
  /** Sorts every file, so that two runs with the same answers give the same bytes, and writes the manifest. */
  close(run: RunFacts): void;
}

export interface RunFacts {
  readonly version: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly scope: { readonly asked: ScopeReport; readonly reached: ScopeReport };
  /** Whether the user had put AWS into scope, so that an evaluation chooses the same checks. */
  readonly awsInScope: boolean;
  /** Whether the public names that AWS tells of were looked at. */
  readonly discover: boolean;
}

/** Thrown when the directory already holds something. */
export class EvidenceExists extends Error {}

/** Opens a directory for evidence; it is made if need be and must be empty. */
export const openEvidence = (directory: string): EvidenceWriter => {
  if (existsSync(directory) && readdirSync(directory).length > 0) {
    throw new EvidenceExists(`${directory} is not empty; evidence of two runs must not mix. Name a new directory.`);
  }
  mkdirSync(directory, { recursive: true });
  const files = new Map<string, Map<string, string>>();

  return {
    add: (name, input, outcome) => {
      const path = `${evidencePath(name)}.ndjson`;
      const lines = files.get(path) ?? new Map<string, string>();
      const identity = requestIdentity(input);
      if (lines.has(identity)) return;
      const line = formatLine(input, outcome);
      lines.set(identity, createHash('sha256').update(line).digest('hex'));
      files.set(path, lines);
      const full = join(directory, path);
      if (lines.size === 1) mkdirSync(dirname(full), { recursive: true });
      appendFileSync(full, `${line}\n`);
    },
    close: (run) => {
      const hashes: { [path: string]: string } = {};
      for (const path of [...files.keys()].sort()) {
        const full = join(directory, path);
        const sorted = `${readFileSync(full, 'utf8').trimEnd().split('\n').sort().join('\n')}\n`;
        writeFileSync(full, sorted);
        hashes[path] = createHash('sha256').update(sorted).digest('hex');
      }
      const manifest = { schema: 1, tool: 'claimcheck', ...run, files: hashes };
      const temporary = join(directory, 'manifest.json.part');
      writeFileSync(temporary, `${JSON.stringify(manifest, null, 2)}\n`);
      renameSync(temporary, join(directory, 'manifest.json'));
    },
  };
};
