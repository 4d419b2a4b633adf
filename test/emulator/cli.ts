import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunResult } from '../../src/domain/result.ts';
import { parseResult } from '../../src/parse/result.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export interface Key {
  readonly id: string;
  readonly secret: string;
}

export interface CliRun {
  readonly code: number;
  readonly result: RunResult;
  readonly stderr: string;
}

/** Environment of a caller: the emulator and one pair of keys, and nothing of the machine's own AWS set-up. */
export const callerEnv = (endpoint: string, key: Key): NodeJS.ProcessEnv => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: key.id,
  AWS_SECRET_ACCESS_KEY: key.secret,
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
});

const parsed = (file: string, stderr: string): RunResult => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Error(`the program wrote no result: ${stderr}`);
  }
  const result = parseResult(text);
  if (!result.ok) throw new Error(`the result does not parse: ${JSON.stringify(result)}`);
  return result.value;
};

/** Runs the program as a user would, in a process of its own, and reads the result that it writes. */
export const runCli = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CliRun> => {
  const file = join(mkdtempSync(join(tmpdir(), 'claimcheck-')), 'result.json');
  const argv = ['--import', 'tsx', join(ROOT, 'src/cli/main.ts'), ...args, '--plain', '--json', file];
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      argv,
      { cwd: ROOT, env: { PATH: process.env['PATH'], ...env } },
      (error, _stdout, stderr) => {
        try {
          resolve({ code: typeof error?.code === 'number' ? error.code : 0, result: parsed(file, stderr), stderr });
        } catch (problem) {
          reject(problem);
        }
      },
    );
  });
};
