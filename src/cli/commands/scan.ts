import { randomUUID } from 'node:crypto';
import type { EvidenceWriter } from '../../collect/evidence/writer.ts';
import { EvidenceExists, openEvidence } from '../../collect/evidence/writer.ts';
import { plainHandshakes } from '../../collect/web/port.ts';
import { recordWeb } from '../../collect/web/recorded.ts';
import type { ClaimsFile } from '../../domain/claim.ts';
import type { ExitCode } from '../../domain/result.ts';
import { hashAttested } from '../attested.ts';
import { execute, noAws, planFor, readsAws } from '../execute.ts';
import { readAccess, readBaseline, readClaims, readEndpoints, readGate, readRegions, readWaivers } from '../inputs.ts';
import { connectAws } from '../live.ts';
import type { ScanOptions } from '../options.ts';
import { readTargets } from '../output.ts';
import { present } from '../present.ts';
import { UsageError } from '../usage.ts';
import { version } from '../version.ts';
import { liveWeb } from '../web.ts';

const awsTimeout = 20_000;
const callsInFlight = 64;

/** `claimcheck scan [CLAIMS]`: reads the accounts and endpoints now, and judges the claims. */
export const scan = async (claimsFile: string, options: ScanOptions): Promise<ExitCode> => {
  const file = readClaims(claimsFile);
  const plan = planFor(file.claims, options.only, namesAws(file, options));
  const targets = readTargets(options, [claimsFile, options.waivers, options.baseline]);
  const waivers = readWaivers(options.waivers);
  const baseline = readBaseline(options.baseline);
  const gate = readGate(options);
  const endpoints = options.endpoint.length > 0 ? readEndpoints(options.endpoint) : file.scope.endpoints;
  const regions = readRegions(options) ?? file.scope.aws?.regions ?? 'all';
  const access = readAccess(options) ?? file.scope.aws?.accounts ?? [];
  const web = liveWeb(options, { ...plainHandshakes, active: options.active ?? false });
  const writer = options.evidence === undefined ? null : openWriter(options.evidence);
  const startedAt = new Date();

  return present(options, targets, async (emit, signal) => {
    const aws = readsAws(plan)
      ? await connectAws({
          accounts: access,
          regions,
          runId: randomUUID(),
          inFlight: options.concurrency ?? callsInFlight,
          timeout: options.timeout ?? awsTimeout,
          writer,
          signal,
          emit,
        })
      : noAws;
    const scopes = aws.accounts.map(({ scope }) => scope);
    const result = await execute({
      file,
      claimsFile,
      attested: hashAttested(claimsFile, file.claims),
      plan,
      waivers,
      baseline,
      gate,
      sources: {
        accounts: scopes,
        aws: aws.transport,
        endpoints,
        discover: options.discover,
        web: (endpoint) => (writer === null ? web(endpoint, signal) : recordWeb(web(endpoint, signal), writer)),
        signal,
      },
      callers: aws.accounts.flatMap(({ caller }) => caller ?? []),
      startedAt,
      finishedAt: () => new Date(),
      evidence: { integrity: writer === null ? 'not kept' : 'attested', problems: [] },
      emit,
    });
    writer?.close({
      version,
      startedAt: result.run.startedAt,
      finishedAt: result.run.finishedAt,
      scope: result.scope,
      awsInScope: plan.awsInScope,
      discover: options.discover,
    });
    return result;
  });
};

const namesAws = (file: ClaimsFile, { profile, roleArn, region, allRegions }: ScanOptions): boolean =>
  file.scope.aws !== null || profile !== undefined || roleArn !== undefined || region.length > 0 || allRegions === true;

const openWriter = (directory: string): EvidenceWriter => {
  try {
    return openEvidence(directory);
  } catch (error) {
    if (error instanceof EvidenceExists) throw new UsageError(error.message);
    throw new UsageError(`cannot keep evidence in ${directory}: ${error instanceof Error ? error.message : error}`);
  }
};
