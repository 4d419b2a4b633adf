import type { ChildProcess } from 'node:child_process';
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { RunResult } from '../../src/domain/result.ts';
import { parseResult } from '../../src/parse/result.ts';

const root = join(import.meta.dirname, '..', '..');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Program {
  /** The bundled program, for a shell. */
  readonly path: string;
  /** Starts it in a folder with nothing of this machine's AWS set-up. `during` gets the process while it runs. */
  readonly run: (
    folder: string,
    args: readonly string[],
    env?: NodeJS.ProcessEnv,
    during?: (child: ChildProcess) => void,
  ) => Promise<Ended>;
  readonly remove: () => void;
}

/** Nothing of this machine's own: no keys, no profile, no instance metadata. */
export const bareEnv: NodeJS.ProcessEnv = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
};

/** Runs Node with these arguments in a folder, with nothing of this machine's AWS set-up, until it ends. */
export const runNode = (
  folder: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  during: (child: ChildProcess) => void = () => undefined,
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: folder,
      env: { ...bareEnv, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [stdout, stderr]: [string[], string[]] = [[], []];
    child.stdout.setEncoding('utf8').on('data', (text: string) => stdout.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => stderr.push(text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout: stdout.join(''), stderr: stderr.join('') }));
    during(child);
  });

/** Bundles the program once, as a release is, so that each start of it is cheap. */
export const buildProgram = async (): Promise<Program> => {
  const dist = mkdtempSync(join(tmpdir(), 'claimcheck-dist-'));
  await promisify(execFile)(process.execPath, ['--import', 'tsx', join(root, 'scripts/build.ts'), dist], { cwd: root });
  const path = join(dist, 'main.mjs');
  return {
    path,
    run: (folder, args, env, during) => runNode(folder, [path, ...args], env, during),
    remove: () => rmSync(dist, { recursive: true, force: true }),
  };
};

/** A new folder with these files. Values that are no text are written as JSON. */
export const folderWith = (files: { readonly [path: string]: unknown }): string => {
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-cli-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`);
  }
  return folder;
};

/** The result in a text that must be nothing but that. */
export const resultIn = (text: string): RunResult => {
  const parsed = parseResult(text);
  if (!parsed.ok) throw new Error(`no result: ${parsed.problems.join('; ')}\n${text.slice(0, 500)}`);
  return parsed.value;
};
