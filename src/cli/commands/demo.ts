import { join } from 'node:path';
import { readEvidence } from '../../collect/evidence/reader.ts';
import type { ExitCode } from '../../domain/result.ts';
import { demoFolder } from '../demo/assets.ts';
import { createAuthority } from '../demo/certificates.ts';
import { startServers } from '../demo/servers.ts';
import { demoWeb } from '../demo/web.ts';
import { execute, planFor } from '../execute.ts';
import { readClaims, readWaivers } from '../inputs.ts';
import type { DemoOptions } from '../options.ts';
import { readTargets } from '../output.ts';
import { present } from '../present.ts';
import { openRecordedAws } from '../recorded.ts';
import { askList } from '../web.ts';

/**
 * `claimcheck demo`: a scan of a recorded account and of servers started on loopback; no credentials, no network. The
 * clock stands at the end of the recording.
 */
export const demo = async (options: DemoOptions): Promise<ExitCode> => {
  const folder = demoFolder();
  const claimsFile = join(folder, 'claims.yaml');
  const file = readClaims(claimsFile);
  const plan = planFor(file.claims, options.only, true);
  const targets = readTargets(options, []);
  const evidence = readEvidence(join(folder, 'evidence'));
  const recorded = evidence.manifest?.finishedAt;
  const clock = recorded === undefined ? new Date() : new Date(recorded);
  const authority = createAuthority({
    organization: 'Acme demo',
    commonName: 'Acme demo root',
    instants: [clock.getTime(), Date.now()],
  });
  const servers = await startServers(authority, clock.getTime());
  const preload = askList({
    hstsList: join(folder, 'hsts-list.json'),
    hstsListDate: clock.toISOString().slice(0, 10),
    resolve: [],
  });
  const web = demoWeb(servers, authority.pem, preload);
  const endpoints = file.scope.endpoints;
  const startedAt = new Date();

  try {
    return await present(options, targets, async (emit, signal) => {
      const { transport, accounts } = await openRecordedAws(
        evidence,
        file.scope.aws,
        file.scope.aws?.regions ?? 'all',
        emit,
      );
      const scopes = accounts.map(({ scope }) => scope);
      return execute({
        file,
        claimsFile: 'claims.yaml',
        attested: new Map(),
        plan,
        waivers: readWaivers(join(folder, 'waivers.yaml')),
        baseline: null,
        gate: {
          mode: 'contradicted',
          allowUnverified: options.allowUnverified ?? false,
          newChecks: 'warn',
          strict: false,
        },
        sources: {
          accounts: scopes,
          aws: transport,
          endpoints,
          discover: true,
          web: (endpoint) => web(endpoint, signal),
          signal,
        },
        callers: accounts.flatMap(({ caller }) => caller ?? []),
        startedAt,
        finishedAt: () => clock,
        evidence: { integrity: evidence.integrity, problems: evidence.problems },
        emit,
      });
    });
  } finally {
    await servers.stop();
  }
};
