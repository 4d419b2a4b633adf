import { userInfo } from 'node:os';
import { checks as registry } from '../../../checks/index.generated.ts';
import type { Baseline } from '../../domain/baseline.ts';
import { stableJson } from '../../domain/json.ts';
import type { ExitCode, RunResult } from '../../domain/result.ts';
import { visible } from '../../domain/text.ts';
import { writeBaseline } from '../../parse/baseline.ts';
import { parseResult } from '../../parse/result.ts';
import { readText, writeWhole } from '../files.ts';
import { readBaseline } from '../inputs.ts';
import { UsageError } from '../usage.ts';

const limit = 256 * 1024 * 1024;

/** Reads a result that an earlier run wrote with --json. */
export const readResult = (path: string): RunResult => {
  const parsed = parseResult(readText(path, 'the result', limit));
  if (!parsed.ok) throw new UsageError(`${path} is no result of claimcheck: ${parsed.problems.join('; ')}`);
  return parsed.value;
};

const whoAmI = (): string => {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
};

/** `claimcheck baseline write RESULT`: pins a result. Refuses while gaps exist unless they are accepted on purpose. */
export const writePinned = (resultFile: string, target: string, acceptGaps: boolean): ExitCode => {
  const result = readResult(resultFile);
  const checks = registry.map(({ id }) => id);
  const written = writeBaseline(result, { by: whoAmI(), acceptGaps, checks });
  if (!written.ok) {
    process.stderr.write(`${written.why}\n`);
    return 2;
  }
  writeWhole(target, written.text);
  process.stderr.write(`wrote ${target}\n`);
  return 0;
};

/** `claimcheck baseline show [FILE]`: what is pinned. */
export const showPinned = (path: string, json: boolean): ExitCode => {
  const baseline = readBaseline(path);
  if (baseline === null) return 64;
  process.stdout.write(json ? `${stableJson(baseline, 2)}\n` : describe(path, baseline));
  return 0;
};

const describe = (path: string, { date, by, scope, claims, findings, gaps }: Baseline): string => {
  const count = (status: string): number => findings.filter((finding) => finding.status === status).length;
  const fails = findings.filter(({ status }) => status === 'fail');
  return [
    `${path}: pinned ${visible(date)} by ${visible(by)}`,
    `  ${claims.length} claims, ${findings.length} findings: ${count('pass')} pass, ${count('fail')} fail, ${count('unknown')} unknown`,
    `  accounts ${visible(scope.reached.accounts.join(', ')) || 'none'}; endpoints ${visible(scope.reached.endpoints.join(', ')) || 'none'}`,
    ...(gaps.length > 0 ? [`  ${gaps.length} accepted gaps`] : []),
    ...fails.map(({ claim, check, subject }) => `  known failure: ${visible(`${claim} ${check} ${subject.id}`)}`),
    '',
  ].join('\n');
};
