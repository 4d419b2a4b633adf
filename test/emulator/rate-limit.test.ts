import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFrontClient, CreateDistributionCommand } from '@aws-sdk/client-cloudfront';
import { DescribeLoadBalancersCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  AssociateWebACLCommand,
  CreateRuleGroupCommand,
  CreateWebACLCommand,
  DisassociateWebACLCommand,
  type Rule,
  type Scope,
  WAFV2Client,
} from '@aws-sdk/client-wafv2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedAccount } from '../../fixtures/seed/account.ts';
import { callerEnv, type Key, runCli } from './cli.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import { configFor } from './sdk.ts';

const account = '300000000900';
const VisibilityConfig = { SampledRequestsEnabled: false, CloudWatchMetricsEnabled: false, MetricName: 'flood' };

let emulator: Emulator;
let key: Key;
let waf: WAFV2Client;
let cloudfront: CloudFrontClient;
let front: string;

beforeAll(async () => {
  emulator = await startEmulator();
  const seeded = await seedAccount(emulator.url, account, Date.now(), new Set());
  emulator.adopt(seeded);
  key = seeded.key;
  const config = await configFor(emulator.url, account);
  waf = new WAFV2Client(config);
  cloudfront = new CloudFrontClient(config);
  const elb = new ElasticLoadBalancingV2Client(config);
  const { LoadBalancers } = await elb.send(new DescribeLoadBalancersCommand({ Names: ['front'] }));
  front = LoadBalancers?.[0]?.LoadBalancerArn ?? '';
});

afterAll(async () => {
  await emulator?.stop();
});

const folder = mkdtempSync(join(tmpdir(), 'claimcheck-'));
const claims = join(folder, 'claims.yaml');
writeFileSync(
  claims,
  `version: 1
subject: Example Ltd
scope: { aws: { regions: [us-east-1] } }
claims:
  - { id: rate-limit, says: We limit the rate of requests., kind: ddos.rate-limit }
`,
);

/** Reasons by kind of door. */
const told = async (): Promise<Readonly<Record<string, string>>> => {
  const { result } = await runCli(['scan', claims], callerEnv(emulator.url, key));
  return Object.fromEntries(result.findings.map(({ subject, reason }) => [subject.type, reason]));
};

const rate = (action: 'Block' | 'Count'): Rule => ({
  Name: 'flood',
  Priority: 1,
  Statement: { RateBasedStatement: { Limit: 1000, AggregateKeyType: 'IP' } },
  Action: { [action]: {} },
  VisibilityConfig,
});

const createAcl = async (Name: string, Rules: Rule[], scope: Scope = 'REGIONAL'): Promise<string> => {
  const DefaultAction = { Allow: {} };
  const { Summary } = await waf.send(
    new CreateWebACLCommand({ Name, Scope: scope, DefaultAction, Rules, VisibilityConfig }),
  );
  return Summary?.ARN ?? '';
};

/** AWS replaces the earlier web ACL by itself; moto keeps both. */
const associate = async (WebACLArn: string): Promise<void> => {
  await waf.send(new DisassociateWebACLCommand({ ResourceArn: front }));
  await waf.send(new AssociateWebACLCommand({ WebACLArn, ResourceArn: front }));
};

const distribute = async (reference: string, WebACLId: string): Promise<void> => {
  await cloudfront.send(
    new CreateDistributionCommand({
      DistributionConfig: {
        CallerReference: reference,
        Comment: reference,
        Enabled: true,
        WebACLId,
        Origins: { Quantity: 1, Items: [{ Id: 'origin', DomainName: 'origin.example.com' }] },
        DefaultCacheBehavior: { TargetOriginId: 'origin', ViewerProtocolPolicy: 'https-only' },
      },
    }),
  );
};

test('doors are judged by what their web ACL does, and one that cannot carry any is told', async () => {
  const others = { 'network-load-balancer': 'gap.inconclusive' };
  expect(await told()).toMatchObject({ ...others, 'application-load-balancer': 'no-acl' });

  await associate(await createAcl('counting', [rate('Count')]));
  expect(await told()).toMatchObject({ ...others, 'application-load-balancer': 'counted' });
});

test('a rule inside of a rule group blocks, unless the group only counts', async () => {
  const { Summary } = await waf.send(
    new CreateRuleGroupCommand({
      Name: 'shared',
      Scope: 'REGIONAL',
      Capacity: 10,
      Rules: [rate('Block')],
      VisibilityConfig,
    }),
  );
  const use = (override: 'None' | 'Count'): Rule => ({
    Name: 'group',
    Priority: 1,
    Statement: { RuleGroupReferenceStatement: { ARN: Summary?.ARN } },
    OverrideAction: { [override]: {} },
    VisibilityConfig,
  });
  await associate(await createAcl('blocking', [use('None')]));
  expect(await told()).toMatchObject({ 'application-load-balancer': 'limited' });
  await associate(await createAcl('watching', [use('Count')]));
  expect(await told()).toMatchObject({ 'application-load-balancer': 'counted' });
});

test('a distribution names its web ACL itself', async () => {
  await distribute('limited', await createAcl('edge', [rate('Block')], 'CLOUDFRONT'));
  expect(await told()).toMatchObject({ distribution: 'limited' });
});
