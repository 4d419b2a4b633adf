import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.generated.ts';
import { evidenceOf } from '../../fixtures/recorded.ts';
import { replayAws } from '../../src/collect/aws/recorded.ts';
import type { AwsTransport } from '../../src/collect/aws/transport.ts';
import { AwsFailure } from '../../src/collect/aws/transport.ts';
import { collectors } from '../../src/collect/collectors.generated.ts';
import { readEvidence } from '../../src/collect/evidence/reader.ts';
import { artifactKeys } from '../../src/domain/artifact-keys.generated.ts';
import type { ArtifactKey, Artifacts } from '../../src/domain/artifacts.ts';
import type { RegisteredCheck } from '../../src/domain/check.ts';
import type { Claim } from '../../src/domain/claim.ts';
import type { JudgedClaim } from '../../src/score/judge-claim.ts';
import { everyClaim } from './every-claim.ts';
import { collectAll, collectOf, judgeAll } from './judge-all.ts';

const claims = everyClaim();

const worldOf = (name: 'kept' | 'drifted') => {
  const evidence = readEvidence(evidenceOf(name));
  const [account = ''] = evidence.accounts;
  const scope = { account, regions: ['us-east-1', 'us-west-2'], failed: null, regionsGap: null };
  const web = () => {
    throw new Error('no endpoint is looked at');
  };
  const asked = new Set<string>();
  const replay = replayAws(evidence);
  const aws: AwsTransport = {
    send: (request) => {
      asked.add(`${request.service}:${request.operation}`);
      return replay.send(request);
    },
  };
  return { world: { accounts: [scope], aws, endpoints: [], documents: [], web }, asked };
};

/** What must not depend on any order: everything of the verdict but which example is named. */
const verdictsOf = (judged: readonly JudgedClaim[]) =>
  Object.fromEntries(
    judged.map(({ claim, findings }) => [
      claim.id,
      {
        status: claim.status,
        score: claim.score,
        coverage: claim.coverage,
        checks: [...claim.checks].sort((a, b) => (a.id < b.id ? -1 : 1)),
        findings: findings.map(({ fingerprint, status, reason }) => `${fingerprint} ${status} ${reason}`).sort(),
      },
    ]),
  );

/** Claims and findings whole; gaps are put in order later, when those of all claims are together. */
const toldBy = (judged: readonly JudgedClaim[]) => judged.map(({ claim, findings }) => ({ claim, findings }));

/** What the collector of an artifact may call. */
const callsOf = (key: ArtifactKey): readonly string[] => {
  const collector = collectors[key];
  return collector.source === 'aws' ? collector.operations : [];
};

const shuffle = <T>(values: readonly T[]) => fc.shuffledSubarray([...values], { minLength: values.length });

describe.each(['kept', 'drifted'] as const)('over the recorded account %s', (name) => {
  const { world, asked } = worldOf(name);
  let artifacts: Artifacts;
  let whole: readonly JudgedClaim[] = [];
  beforeAll(async () => {
    artifacts = await collectAll(world);
    whole = judgeAll(claims, artifacts);
  });

  test('the order of checks and claims changes no verdict', () => {
    fc.assert(
      fc.property(
        shuffle(checks),
        shuffle(claims),
        (otherChecks: readonly RegisteredCheck[], otherClaims: readonly Claim[]) => {
          expect(verdictsOf(judgeAll(otherClaims, artifacts, otherChecks))).toEqual(verdictsOf(whole));
        },
      ),
      { numRuns: 5 },
    );
  });

  test('the order in which facts arrive changes no finding', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (random) => {
        const reordered: Artifacts = { ...artifacts };
        for (const key of artifactKeys) {
          const { items, gaps, scopes } = artifacts[key];
          const mixed = [...items]
            .map((item) => ({ item, rank: random.next().value }))
            .sort((a, b) => a.rank - b.rank)
            .map(({ item }) => item);
          Object.assign(reordered, { [key]: { items: mixed, gaps: gaps.toReversed(), scopes: scopes.toReversed() } });
        }
        expect(toldBy(judgeAll(claims, reordered))).toEqual(toldBy(whole));
      }),
      { numRuns: 5 },
    );
  });

  test('which other checks run changes nothing that a check says', () => {
    for (const check of checks) {
      const alone = judgeAll(claims, artifacts, [check]).flatMap(({ findings }) =>
        findings.filter((finding) => finding.check === check.id),
      );
      const among = whole.flatMap(({ findings }) => findings.filter((finding) => finding.check === check.id));
      expect(alone).toEqual(among);
    }
  });

  test('no call that is denied turns doubt or contradiction into support, or raises coverage', async () => {
    const before = new Map(whole.map(({ claim }) => [claim.id, claim]));
    const better: string[] = [];
    for (const operation of asked) {
      const aws: AwsTransport = {
        send: (request) =>
          `${request.service}:${request.operation}` === operation
            ? Promise.reject(new AwsFailure('AccessDenied', 'not authorized', 403))
            : world.aws.send(request),
      };
      const touched = artifactKeys.filter((key) => callsOf(key).includes(operation));
      const without = { ...artifacts, ...(await collectOf(touched, { ...world, aws })) };
      const affected = claims.filter((claim) =>
        checks.some((check) => check.applies(claim) && check.needs.some((key) => touched.includes(key))),
      );
      for (const { claim, findings } of judgeAll(affected, without)) {
        const was = before.get(claim.id);
        const raised = claim.status === 'supported' && was?.status !== 'supported';
        const crashed = findings.filter(({ reason }) => reason === 'gap.bug');
        if (raised || (claim.coverage ?? 0) > (was?.coverage ?? 1) || crashed.length > 0) {
          better.push(
            `without ${operation}: ${claim.id} ${was?.status} ${was?.coverage} -> ${claim.status} ${claim.coverage} ${crashed[0]?.message ?? ''}`,
          );
        }
      }
    }
    expect(better).toEqual([]);
  });
});
