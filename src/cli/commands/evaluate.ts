import { parseEndpoint } from '../../claims/endpoint.ts';
import type { Evidence } from '../../collect/evidence/reader.ts';
import { replayWeb } from '../../collect/web/recorded.ts';
import type { ClaimsFile, EndpointAddress } from '../../domain/claim.ts';
import type { ExitCode } from '../../domain/result.ts';
import { hashAttested } from '../attested.ts';
import { execute, noAws, planFor, readsAws } from '../execute.ts';
import {
  openEvidence,
  readBaseline,
  readClaims,
  readEndpoints,
  readGate,
  readRegions,
  readWaivers,
} from '../inputs.ts';
import type { JudgeOptions } from '../options.ts';
import { readTargets } from '../output.ts';
import { present } from '../present.ts';
import { openRecordedAws } from '../recorded.ts';

/** `claimcheck evaluate EVIDENCE [CLAIMS]`: judges a recorded run again, offline, by the clock of its end. */
export const evaluate = async (directory: string, claimsFile: string, options: JudgeOptions): Promise<ExitCode> => {
  const file = readClaims(claimsFile);
  const targets = readTargets(options, [claimsFile, options.waivers, options.baseline]);
  const waivers = readWaivers(options.waivers);
  const baseline = readBaseline(options.baseline);
  const gate = readGate(options);
  const evidence = openEvidence(directory);
  const awsInScope = file.scope.aws !== null || (evidence.manifest?.awsInScope ?? evidence.accounts.length > 0);
  const plan = planFor(file.claims, options.only, awsInScope);
  const regions = readRegions(options) ?? file.scope.aws?.regions ?? 'all';
  const startedAt = new Date();
  const finishedAt = evidence.manifest === null ? startedAt : new Date(evidence.manifest.finishedAt);

  return present(options, targets, async (emit, signal) => {
    const { transport, accounts } = readsAws(plan)
      ? await openRecordedAws(evidence, file.scope.aws, regions, emit)
      : noAws;
    const endpoints = endpointsOf(evidence, file, options);
    for (const problem of evidence.problems) emit({ type: 'log', level: 'warning', text: `evidence: ${problem}` });
    const scopes = accounts.map(({ scope }) => scope);
    return execute({
      file,
      claimsFile,
      attested: hashAttested(claimsFile, file.claims),
      plan,
      waivers,
      baseline,
      gate,
      sources: {
        accounts: scopes,
        aws: transport,
        endpoints,
        // What the recorded run left alone is left alone again.
        discover: options.discover && (evidence.manifest?.discover ?? true),
        web: (endpoint) => replayWeb(evidence, endpoint, signal),
        signal,
      },
      callers: accounts.flatMap(({ caller }) => caller ?? []),
      startedAt: evidence.manifest === null ? startedAt : new Date(evidence.manifest.startedAt),
      finishedAt: () => finishedAt,
      evidence: { integrity: evidence.integrity, problems: evidence.problems },
      emit,
    });
  });
};

/** Those asked for, else those of the claims file, else whatever was recorded. */
const endpointsOf = (evidence: Evidence, file: ClaimsFile, options: JudgeOptions): readonly EndpointAddress[] => {
  if (options.endpoint.length > 0) return readEndpoints(options.endpoint);
  if (file.scope.endpoints.length > 0) return file.scope.endpoints;
  return (evidence.manifest?.scope.asked.endpoints ?? evidence.endpoints).flatMap((name) => {
    const parsed = parseEndpoint(name);
    return parsed.ok ? [parsed.value] : [];
  });
};
