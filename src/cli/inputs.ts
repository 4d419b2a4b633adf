import { parseEndpoint } from '../claims/endpoint.ts';
import { parseClaims } from '../claims/parse-claims.ts';
import { parseWaivers } from '../claims/parse-waivers.ts';
import { formatProblem, type Problem } from '../claims/problem.ts';
import type { Evidence } from '../collect/evidence/reader.ts';
import { NoEvidence, readEvidence } from '../collect/evidence/reader.ts';
import type { Baseline } from '../domain/baseline.ts';
import type { AccountAccess, ClaimsFile, EndpointAddress, Waiver } from '../domain/claim.ts';
import { parseBaseline } from '../parse/baseline.ts';
import { readText } from './files.ts';
import type { AccessOptions, JudgeOptions } from './options.ts';
import { UsageError } from './usage.ts';

const mebibyte = 1024 * 1024;

const lines = (problems: readonly Problem[]): string => problems.map(formatProblem).join('\n');

/** Reads and parses a claims file; every problem is told with its place. */
export const readClaims = (path: string): ClaimsFile => {
  const parsed = parseClaims(readText(path, 'the claims file', 2 * mebibyte), path);
  if (!parsed.ok) throw new UsageError(lines(parsed.problems));
  return parsed.file;
};

export const readWaivers = (path: string | undefined): readonly Waiver[] => {
  if (path === undefined) return [];
  const parsed = parseWaivers(readText(path, 'the waivers file', 2 * mebibyte), path);
  if (!parsed.ok) throw new UsageError(lines(parsed.problems));
  return parsed.waivers;
};

export const readBaseline = (path: string | undefined): Baseline | null => {
  if (path === undefined) return null;
  const parsed = parseBaseline(readText(path, 'the baseline', 64 * mebibyte));
  if (!parsed.ok) throw new UsageError(`${path} is no baseline: ${parsed.problems.join('; ')}`);
  return parsed.value;
};

/** `--endpoint` values. */
export const readEndpoints = (values: readonly string[]): readonly EndpointAddress[] =>
  values.map((value) => {
    const parsed = parseEndpoint(value);
    if (!parsed.ok) throw new UsageError(`--endpoint "${value}": ${parsed.message}`);
    return parsed.value;
  });

/** `--region` values; a region is a word, whether it exists is AWS's to say. */
export const readRegions = (options: Pick<JudgeOptions, 'region' | 'allRegions'>): 'all' | readonly string[] | null => {
  for (const region of options.region) {
    if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region))
      throw new UsageError(`--region "${region}" is no AWS region; write it like eu-west-1`);
  }
  if (options.allRegions) return 'all';
  return options.region.length > 0 ? [...new Set(options.region)].sort() : null;
};

/** The one account that flags name; null without them. */
export const readAccess = ({ profile, roleArn, externalId }: AccessOptions): readonly AccountAccess[] | null => {
  if (externalId !== undefined && roleArn === undefined) throw new UsageError('--external-id goes with --role-arn');
  if (roleArn !== undefined && !/^arn:[a-z-]+:iam::\d{12}:role\/.+$/.test(roleArn)) {
    throw new UsageError(`--role-arn "${roleArn}" is no role; write it like arn:aws:iam::123456789012:role/auditor`);
  }
  if (profile === undefined && roleArn === undefined) return null;
  return [{ profile: profile ?? null, role: roleArn ?? null, externalId: externalId ?? null }];
};

/** A directory of recorded evidence. */
export const openEvidence = (directory: string): Evidence => {
  try {
    return readEvidence(directory);
  } catch (error) {
    if (error instanceof NoEvidence) throw new UsageError(error.message);
    throw error;
  }
};

/** The gate as asked: a baseline makes it `regression` unless said otherwise. */
export const readGate = (options: JudgeOptions) => {
  const mode = options.gate ?? (options.baseline === undefined ? 'contradicted' : 'regression');
  if (mode === 'regression' && options.baseline === undefined)
    throw new UsageError('--gate regression needs --baseline FILE');
  return {
    mode,
    allowUnverified: options.allowUnverified ?? false,
    newChecks: options.newChecks,
    strict: options.strict ?? false,
  };
};
