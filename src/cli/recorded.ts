import type { KnownAccount } from '../collect/aws/accounts.ts';
import { enterAccount, identify } from '../collect/aws/accounts.ts';
import { replayAws } from '../collect/aws/recorded.ts';
import type { AwsTransport } from '../collect/aws/transport.ts';
import type { Evidence } from '../collect/evidence/reader.ts';
import type { AwsScope } from '../domain/claim.ts';
import type { Emit } from '../domain/events.ts';

export interface RecordedAws {
  readonly transport: AwsTransport;
  readonly accounts: readonly KnownAccount[];
}

/** The regions that were read where the recorded run could not list them. */
const recordedRegions = (evidence: Evidence, account: string): readonly string[] => {
  const asked = evidence.manifest?.scope.asked.regions ?? [];
  return asked.length > 0 ? asked : evidence.regions(account);
};

/**
 * The accounts of an evidence directory, entered as a live scan enters them. Regions: those asked for by name; else
 * those that the recorded ec2:DescribeRegions, the manifest or, with neither, the directory itself names.
 */
export const openRecordedAws = async (
  evidence: Evidence,
  scope: AwsScope | null,
  regions: 'all' | readonly string[],
  emit: Emit,
): Promise<RecordedAws> => {
  const transport = replayAws(evidence);
  const asked = evidence.manifest?.scope.asked.accounts ?? [];
  const roles = (scope?.accounts ?? []).flatMap(
    ({ role }) => /^arn:[a-z-]+:iam::(\d{12}):/.exec(role ?? '')?.[1] ?? [],
  );
  const names = [...new Set([...(asked.length > 0 ? asked : evidence.accounts), ...roles])].sort();
  const accounts = await Promise.all(
    names.map(async (name): Promise<KnownAccount> => {
      const identity = await identify(transport, name);
      // Evidence laid out by hand need not tell who read it.
      const unsigned = !identity.ok && identity.gap.kind === 'notRecorded' && evidence.accounts.includes(name);
      const known = unsigned ? ({ ok: true, account: name, caller: null } as const) : identity;
      const account = await enterAccount(transport, known, name, regions, 'global', emit);
      const { regionsGap } = account.scope;
      if (regionsGap === null) return account;
      const unlisted = regionsGap.gap.kind === 'notRecorded' ? null : regionsGap;
      return {
        ...account,
        scope: { ...account.scope, regions: recordedRegions(evidence, name), regionsGap: unlisted },
      };
    }),
  );
  return { transport, accounts };
};
