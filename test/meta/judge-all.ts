import { checks as registry } from '../../checks/index.generated.ts';
import type { AwsTransport } from '../../src/collect/aws/transport.ts';
import { collectors } from '../../src/collect/collectors.generated.ts';
import type { AccountScope, Sources } from '../../src/collect/run.ts';
import { collect } from '../../src/collect/run.ts';
import type { WebPort } from '../../src/collect/web/port.ts';
import { artifactKeys, noArtifacts } from '../../src/domain/artifact-keys.generated.ts';
import type { ArtifactKey, Artifacts } from '../../src/domain/artifacts.ts';
import type { RegisteredCheck } from '../../src/domain/check.ts';
import type { Claim, EndpointAddress, NamedDocument } from '../../src/domain/claim.ts';
import { itemsOf } from '../../src/evaluate/narrow.ts';
import type { JudgedClaim } from '../../src/score/judge-claim.ts';
import { judgeClaim } from '../../src/score/judge-claim.ts';

/** The clock of the recorded accounts. */
const now = Date.UTC(2026, 10, 22, 6, 30);

export const account = (...regions: readonly string[]): AccountScope => ({
  account: '111111111111',
  regions,
  failed: null,
  regionsGap: null,
});

const tagged = (value: string) => ({ tags: [{ key: 'environment', values: [value] }], vpcs: [], accounts: [] });
const environments = { production: tagged('production'), staging: tagged('staging') };

export interface World {
  readonly accounts: readonly AccountScope[];
  readonly aws: AwsTransport;
  readonly endpoints: readonly EndpointAddress[];
  readonly documents: readonly NamedDocument[];
  readonly web: (endpoint: EndpointAddress) => WebPort;
}

/** Collects some artifacts with the real collectors. */
export const collectOf = async (keys: readonly ArtifactKey[], world: World): Promise<Partial<Artifacts>> => {
  const sources: Sources = { ...world, signal: new AbortController().signal };
  const found = await collect(
    collectors,
    keys,
    sources,
    () => undefined,
    () => undefined,
  );
  return Object.fromEntries(keys.map((key) => [key, found[key]]));
};

/** Collects every artifact there is. */
export const collectAll = async (world: World): Promise<Artifacts> => ({
  ...noArtifacts,
  ...(await collectOf(artifactKeys, world)),
});

/** Judges claims over artifacts as a run does, without waivers. */
export const judgeAll = (
  claims: readonly Claim[],
  artifacts: Artifacts,
  checks: readonly RegisteredCheck[] = registry,
): readonly JudgedClaim[] =>
  claims.map((claim) =>
    judgeClaim(claim, {
      checks,
      awsInScope: true,
      artifacts,
      items: itemsOf(artifacts, []),
      context: { now, environments },
      day: '2026-11-22',
      waive: () => null,
      claimsFile: 'everything.yaml',
    }),
  );
