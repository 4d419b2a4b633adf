import { existsSync } from 'node:fs';
import { checks as registry } from '../../../checks/index.generated.ts';
import { clockSkew } from '../../collect/aws/clock.ts';
import { collectors } from '../../collect/collectors.generated.ts';
import { collect } from '../../collect/run.ts';
import type { ArtifactKey, Artifacts } from '../../domain/artifacts.ts';
import { describeGap } from '../../domain/gap.ts';
import type { ExitCode } from '../../domain/result.ts';
import { visible } from '../../domain/text.ts';
import { planFor } from '../execute.ts';
import { readClaims } from '../inputs.ts';
import { connectAws } from '../live.ts';
import type { ScanOptions } from '../options.ts';
import { version } from '../version.ts';
import { liveWeb } from '../web.ts';

const timeout = 10_000;
const tolerableSkew = 240;
const lastNode20 = 'AWS SDK versions after the first week of January 2027 need Node 22 or later';

interface Line {
  readonly ok: boolean | null;
  readonly text: string;
}

const mark = ({ ok, text }: Line): string => `${ok === null ? '  -   ' : ok ? '  ok  ' : '  FAIL'} ${visible(text)}\n`;

/**
 * `claimcheck doctor [CLAIMS]`: versions, clock, identity and regions of each account, and which permissions are missing,
 * found by making every listing call once in one region. Exit code 0 when a scan would see everything, else 2.
 */
export const doctor = async (claimsFile: string | undefined, options: ScanOptions): Promise<ExitCode> => {
  const path = claimsFile ?? (existsSync('claims.yaml') ? 'claims.yaml' : null);
  const file = path === null ? null : readClaims(path);
  const artifacts =
    file === null
      ? [...new Set(registry.flatMap(({ needs }) => needs))]
      : planFor(file.claims, options.only, true).artifacts;
  const lines: Line[] = [];
  const tell = (line: Line): void => {
    lines.push(line);
    process.stdout.write(mark(line));
  };

  process.stdout.write('Versions\n');
  const major = Number(process.versions.node.split('.')[0]);
  tell({ ok: null, text: `claimcheck ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}` });
  if (major < 22) tell({ ok: null, text: lastNode20 });
  const wanted = artifacts.filter((key) => collectors[key].source === 'aws');
  if (wanted.length > 0) await checkAws(wanted, file?.scope.aws?.accounts ?? [], options, tell);
  return lines.some(({ ok }) => ok === false) ? 2 : 0;
};

const checkAws = async (
  wanted: readonly ArtifactKey[],
  accounts: Parameters<typeof connectAws>[0]['accounts'],
  options: ScanOptions,
  tell: (line: Line) => void,
): Promise<void> => {
  const region = process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION'] || 'us-east-1';
  const { signal } = new AbortController();
  const named = options.profile !== undefined || options.roleArn !== undefined;
  const access = named
    ? [{ profile: options.profile ?? null, role: options.roleArn ?? null, externalId: options.externalId ?? null }]
    : accounts;

  process.stdout.write('Clock\n');
  const skew = await clockSkew(region, timeout);
  if (skew === null) tell({ ok: false, text: `AWS does not answer in ${region}: is there a network?` });
  else
    tell({
      ok: Math.abs(skew) <= tolerableSkew,
      text: `this machine is ${Math.abs(skew)} s ${skew < 0 ? 'behind' : 'ahead of'} AWS`,
    });

  process.stdout.write('Accounts\n');
  const aws = await connectAws({
    accounts: access,
    regions: 'all',
    runId: 'doctor',
    inFlight: options.concurrency ?? 16,
    timeout: options.timeout ?? timeout,
    writer: null,
    signal,
    emit: (event) => event.type === 'log' && tell({ ok: null, text: event.text }),
  });
  for (const { scope, caller } of aws.accounts) {
    if (scope.failed) tell({ ok: false, text: describeGap(scope.failed.gap) });
    else tell({ ok: true, text: `${scope.account} as ${caller}: ${scope.regions.length} regions enabled` });
    if (scope.regionsGap) tell({ ok: false, text: `regions: ${describeGap(scope.regionsGap.gap)}` });
  }

  process.stdout.write('Permissions\n');
  const once = aws.accounts.map(({ scope }) => ({
    ...scope,
    regions: scope.regions.includes(region) ? [region] : scope.regions.slice(0, 1),
    regionsGap: null,
  }));
  const sources = {
    accounts: once,
    aws: aws.transport,
    endpoints: [],
    documents: [],
    web: (endpoint: Parameters<ReturnType<typeof liveWeb>>[0]) => liveWeb(options)(endpoint, signal),
    signal,
  };
  const found = await collect(
    collectors,
    wanted,
    sources,
    () => undefined,
    () => undefined,
  );
  const problems = missing(found, wanted);
  for (const text of problems) tell({ ok: false, text });
  if (problems.length === 0 && once.some(({ failed }) => failed === null))
    tell({ ok: true, text: `every listing call of the ${wanted.length} collectors is allowed` });
};

const missing = (artifacts: Artifacts, wanted: readonly ArtifactKey[]): readonly string[] => [
  ...new Set(
    wanted
      .flatMap((key) => artifacts[key].gaps)
      .filter(({ what }) => what !== 'sts:GetCallerIdentity')
      .map(
        ({ what, gap, scope }) =>
          `${what} in ${scope.type === 'aws' ? `${scope.account}/${scope.region}` : scope.endpoint}: ${describeGap(gap)}`,
      ),
  ),
];
