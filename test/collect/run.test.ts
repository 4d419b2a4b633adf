import { describe, expect, test } from 'vitest';
import type { AwsRequest, AwsTransport } from '../../src/collect/aws/transport.ts';
import { AwsFailure } from '../../src/collect/aws/transport.ts';
import { collectors as real } from '../../src/collect/collectors.generated.ts';
import type { Collectors } from '../../src/collect/collectors.ts';
import type { AccountScope, Sources } from '../../src/collect/run.ts';
import { collect } from '../../src/collect/run.ts';
import { noArtifacts } from '../../src/domain/artifact-keys.generated.ts';
import type { Artifacts } from '../../src/domain/artifacts.ts';
import type { RunEvent } from '../../src/domain/events.ts';

const first = '111111111111';
const account = (over: Partial<AccountScope> = {}): AccountScope => ({
  account: first,
  regions: ['us-east-1', 'eu-west-1'],
  failed: null,
  regionsGap: null,
  ...over,
});
const denied = { kind: 'denied', action: 'sts:AssumeRole', detail: 'no' } as const;

/** Answers every listing with an empty list, and remembers what was asked. */
const emptyAws = () => {
  const asked: AwsRequest[] = [];
  const aws: AwsTransport = {
    send: async (request) => {
      asked.push(request);
      return { Volumes: [], DBInstances: [], Users: [], PasswordPolicy: { MinimumPasswordLength: 8 } };
    },
  };
  return { aws, asked };
};

const sources = (over: Partial<Sources> = {}): Sources => ({
  accounts: [account()],
  aws: emptyAws().aws,
  endpoints: [],
  documents: [],
  web: () => {
    throw new Error('no endpoint is looked at');
  },
  signal: new AbortController().signal,
  ...over,
});

const quiet = () => undefined;
const volumes = 'aws.ebs.volumes';

describe('collecting', () => {
  test('reads what is wanted, once per account and region, and nothing else', async () => {
    const { aws, asked } = emptyAws();
    const found = await collect(real, [volumes, 'aws.iam.password-policy'], sources({ aws }), quiet, quiet);
    expect(asked.map(({ region, operation }) => `${region} ${operation}`).sort()).toEqual([
      'eu-west-1 DescribeVolumes',
      'global GetAccountPasswordPolicy',
      'us-east-1 DescribeVolumes',
    ]);
    expect(found[volumes]).toEqual({
      items: [],
      gaps: [],
      scopes: ['us-east-1', 'eu-west-1'].map((region) => ({
        scope: { type: 'aws', account: first, region },
        evidence: [`aws/${first}/${region}/ec2/DescribeVolumes`],
      })),
    });
    expect(found['aws.rds.instances']).toBe(noArtifacts['aws.rds.instances']);
  });

  test('a refused region is a gap of its own, beside the other', async () => {
    const { aws: answering } = emptyAws();
    const aws: AwsTransport = {
      send: (request) =>
        request.region === 'eu-west-1'
          ? Promise.reject(new AwsFailure('UnauthorizedOperation', 'no', 403))
          : answering.send(request),
    };
    const found = await collect(real, [volumes], sources({ aws }), quiet, quiet);
    expect(found[volumes].gaps).toMatchObject([
      { scope: { region: 'eu-west-1' }, gap: { kind: 'denied', action: 'ec2:DescribeVolumes' } },
    ]);
    expect(found[volumes].scopes).toHaveLength(2);
  });

  test('an account that keeps us out stands in every artifact of AWS, and is asked nothing', async () => {
    const { aws, asked } = emptyAws();
    const failed = { what: 'sts:GetCallerIdentity', gap: denied };
    const accounts = [account({ account: 'profile-old', regions: [], failed }), account({ regions: ['us-east-1'] })];
    const found = await collect(real, [volumes, 'aws.iam.password-policy'], sources({ aws, accounts }), quiet, quiet);
    for (const key of [volumes, 'aws.iam.password-policy'] as const) {
      expect(found[key].gaps).toEqual([
        { scope: { type: 'aws', account: 'profile-old', region: 'global' }, ...failed },
      ]);
      expect(found[key].scopes.map(({ scope }) => scope)).toContainEqual({
        type: 'aws',
        account: 'profile-old',
        region: 'global',
      });
    }
    expect(new Set(asked.map((request) => request.account))).toEqual(new Set([first]));
  });

  test('regions that could not be listed are a gap where regions matter, and only there', async () => {
    const regionsGap = { what: 'ec2:DescribeRegions', gap: denied };
    const accounts = [account({ regions: ['us-east-1'], regionsGap })];
    const found = await collect(real, [volumes, 'aws.iam.password-policy'], sources({ accounts }), quiet, quiet);
    expect(found[volumes].gaps).toMatchObject([regionsGap]);
    expect(found['aws.iam.password-policy'].gaps.filter(({ what }) => what === 'ec2:DescribeRegions')).toEqual([]);
  });

  test('a collector that throws is a gap of kind bug, and the others go on', async () => {
    const broken: Collectors = {
      ...real,
      [volumes]: {
        ...real[volumes],
        source: 'aws',
        per: 'region',
        operations: [],
        collect: () => Promise.reject(new TypeError('x is undefined')),
      },
    };
    const found = await collect(broken, [volumes, 'aws.rds.instances'], sources(), quiet, quiet);
    expect(found[volumes].gaps).toMatchObject(
      [1, 2].map(() => ({ what: volumes, gap: { kind: 'bug', detail: 'TypeError: x is undefined' } })),
    );
    expect(found['aws.rds.instances'].gaps).toEqual([]);
  });

  test('after the scan was stopped nothing is asked any more, and all of it is told', async () => {
    const { aws, asked } = emptyAws();
    const found = await collect(real, [volumes], sources({ aws, signal: AbortSignal.abort() }), quiet, quiet);
    expect(asked).toEqual([]);
    expect(found[volumes].gaps).toMatchObject([1, 2].map(() => ({ gap: { kind: 'interrupted' } })));
    expect(found[volumes].scopes).toHaveLength(2);
  });
});

describe('what is told meanwhile', () => {
  const told = async (accounts: readonly AccountScope[]) => {
    const events: RunEvent[] = [];
    const complete: [string, boolean][] = [];
    const onArtifact = (key: string, artifacts: Artifacts): void => {
      complete.push([key, artifacts[volumes].scopes.length > 0]);
    };
    await collect(
      real,
      [volumes, 'aws.iam.password-policy'],
      sources({ accounts }),
      (event) => events.push(event),
      onArtifact,
    );
    return { events, complete };
  };

  test('as many steps start and end in each scope as were announced', async () => {
    const { events } = await told([account()]);
    const announced = events.flatMap((event) => (event.type === 'scope' ? [[event.scope, event.steps] as const] : []));
    expect(announced.map(([, steps]) => steps)).toEqual([1, 1, 1]);
    for (const state of ['started', 'done'] as const) {
      const steps = events.flatMap((event) => (event.type === 'step' && event.state === state ? [event.scope] : []));
      expect(steps).toHaveLength(3);
      expect(steps).toEqual(expect.arrayContaining(announced.map(([scope]) => scope)));
    }
  });

  test('each artifact once, when it is there', async () => {
    const { complete } = await told([account()]);
    expect(complete.map(([key]) => key).sort()).toEqual([volumes, 'aws.iam.password-policy']);
    expect(complete.find(([key]) => key === volumes)?.[1]).toBe(true);
  });

  test('no steps in an account that keeps us out', async () => {
    const { events } = await told([account({ regions: [], failed: { what: 'sts:GetCallerIdentity', gap: denied } })]);
    expect(events.filter(({ type }) => type === 'scope' || type === 'step')).toEqual([]);
  });
});
