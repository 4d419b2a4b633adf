import { describe, expect, test } from 'vitest';
import dms from '../../../../src/collect/aws/managed/dms.ts';
import eks from '../../../../src/collect/aws/managed/eks.ts';
import mq from '../../../../src/collect/aws/managed/mq.ts';
import msk from '../../../../src/collect/aws/managed/msk.ts';
import opensearch from '../../../../src/collect/aws/managed/opensearch.ts';
import gateways from '../../../../src/collect/aws/managed/rds-gateways.ts';
import redshift from '../../../../src/collect/aws/managed/redshift.ts';
import type { JsonObject } from '../../../../src/collect/json.ts';
import { collectWith, deniedCall } from '../collectors/collect-with.ts';

describe('Redshift', () => {
  const cluster = {
    ClusterIdentifier: 'sales',
    Endpoint: { Address: 'sales.abc.us-east-1.redshift.amazonaws.com', Port: 5439 },
    PubliclyAccessible: true,
    ClusterSubnetGroupName: 'data',
    AvailabilityZone: 'us-east-1a',
    VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1', Status: 'active' }],
    ClusterNodes: [
      { NodeRole: 'LEADER', PrivateIPAddress: '10.0.1.4', PublicIPAddress: '198.51.100.4' },
      { NodeRole: 'COMPUTE-0', PrivateIPAddress: '' },
    ],
  };
  const subnetGroups = {
    ClusterSubnetGroups: [
      {
        ClusterSubnetGroupName: 'data',
        Subnets: [{ SubnetIdentifier: 'subnet-a', SubnetAvailabilityZone: { Name: 'us-east-1a' } }],
      },
    ],
  };
  const workgroup = {
    workgroupArn: 'arn:aws:redshift-serverless:us-east-1:111111111111:workgroup/w1',
    workgroupName: 'adhoc',
    publiclyAccessible: false,
    port: 5439,
    securityGroupIds: ['sg-1'],
    subnetIds: ['subnet-a'],
    endpoint: { port: 5440, vpcEndpoints: [{ networkInterfaces: [{ privateIpAddress: '10.0.1.9' }] }] },
  };

  test('clusters and workgroups', async () => {
    const { items, calls } = await collectWith(redshift, {
      'redshift:DescribeClusters': { Clusters: [cluster] },
      'redshift:DescribeClusterSubnetGroups': subnetGroups,
      'redshift-serverless:ListWorkgroups': { workgroups: [workgroup] },
    });
    expect(items).toMatchObject([
      {
        id: 'arn:aws:redshift:us-east-1:111111111111:cluster:sales',
        type: 'redshift-cluster',
        ports: [5439],
        access: {
          value: {
            public: true,
            in: { zone: 'us-east-1a' },
            subnets: { value: [{ subnet: 'subnet-a', zone: 'us-east-1a' }] },
            addresses: ['10.0.1.4'],
          },
        },
      },
      {
        type: 'redshift-workgroup',
        ports: [5440],
        access: { value: { public: false, in: 'all', addresses: ['10.0.1.9'] } },
      },
    ]);
    expect(calls).toHaveLength(3);
  });

  test('without clusters no subnet group is asked for', async () => {
    const { calls } = await collectWith(redshift, {
      'redshift:DescribeClusters': { Clusters: [] },
      'redshift-serverless:ListWorkgroups': { workgroups: [] },
    });
    expect(calls).toHaveLength(2);
  });

  test.each([
    ['denied', deniedCall, { ok: false, gap: { kind: 'denied' } }],
    ['another one', { ClusterSubnetGroups: [] }, { ok: false, gap: { kind: 'malformed' } }],
  ])('its subnet group %s', async (_, answer, subnets) => {
    const { items } = await collectWith(redshift, {
      'redshift:DescribeClusters': { Clusters: [cluster] },
      'redshift:DescribeClusterSubnetGroups': answer,
      'redshift-serverless:ListWorkgroups': { workgroups: [] },
    });
    expect(items).toMatchObject([{ access: { value: { subnets } } }]);
  });
});

describe('OpenSearch', () => {
  const domain = (DomainName: string, extra: object = {}) => ({
    ARN: `arn:aws:es:us-east-1:111111111111:domain/${DomainName}`,
    DomainId: `111111111111/${DomainName}`,
    DomainName,
    ...extra,
  });
  const inVpc = { VPCOptions: { VPCId: 'vpc-1', SubnetIds: ['subnet-a'], SecurityGroupIds: ['sg-1'] } };

  test.each<readonly [string, object, object]>([
    ['in a VPC', inVpc, { ports: [443], access: { value: { at: 'subnets', public: false } } }],
    ['public', {}, { access: { value: { at: 'service', policy: { decides: false, text: { value: null } } } } }],
    ['with an empty policy', { AccessPolicies: '' }, { access: { value: { policy: { text: { value: null } } } } }],
    ['with plain HTTP', { DomainEndpointOptions: { EnforceHTTPS: false } }, { ports: [80, 443] }],
  ])('%s', async (_, extra, expected) => {
    const { items } = await collectWith(opensearch, {
      'opensearch:ListDomainNames': { DomainNames: [{ DomainName: 'logs' }] },
      'opensearch:DescribeDomains': { DomainStatusList: [domain('logs', extra)] },
    });
    expect(items).toMatchObject([expected]);
  });

  test('domains are described five at a time; one that is being deleted is gone', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const { items, calls } = await collectWith(opensearch, {
      'opensearch:ListDomainNames': { DomainNames: names.map((DomainName) => ({ DomainName })) },
      'opensearch:DescribeDomains': ({ input }) => ({
        DomainStatusList: names
          .filter((name) => Array.isArray(input['DomainNames']) && input['DomainNames'].includes(name))
          .map((name) => domain(name, { Deleted: name === 'f' })),
      }),
    });
    expect(items).toHaveLength(5);
    expect(calls).toHaveLength(3);
  });
});

describe('EKS', () => {
  const cluster = (resourcesVpcConfig: JsonObject | null, extra: JsonObject = {}) => ({
    'eks:ListClusters': { clusters: ['platform'] },
    'eks:DescribeCluster': {
      cluster: {
        arn: 'arn:aws:eks:us-east-1:111111111111:cluster/platform',
        name: 'platform',
        resourcesVpcConfig,
        ...extra,
      },
    },
  });

  test.each<readonly [string, JsonObject | null, object]>([
    [
      'public to some',
      { endpointPublicAccess: true, publicAccessCidrs: ['198.51.100.7/32'] },
      { value: { at: 'service', sources: ['198.51.100.7/32'] } },
    ],
    ['public to all', { endpointPublicAccess: true }, { value: { sources: ['0.0.0.0/0', '::/0'] } }],
    [
      'private',
      {
        endpointPublicAccess: false,
        subnetIds: ['subnet-a'],
        securityGroupIds: ['sg-2'],
        clusterSecurityGroupId: 'sg-1',
      },
      { value: { at: 'subnets', public: false, groups: ['sg-1', 'sg-2'] } },
    ],
    ['not told', null, { ok: false }],
    ['told without the flag', {}, { ok: false }],
  ])('%s', async (_, config, access) => {
    const { items } = await collectWith(eks, cluster(config));
    expect(items).toMatchObject([{ id: 'arn:aws:eks:us-east-1:111111111111:cluster/platform', access }]);
  });

  test('a cluster that runs elsewhere is none of ours; one that cannot be described is told', async () => {
    const registered = await collectWith(eks, cluster(null, { connectorConfig: { provider: 'GKE' } }));
    expect(registered.items).toEqual([]);
    const denied = await collectWith(eks, { 'eks:ListClusters': { clusters: ['platform'] } });
    expect(denied.items).toMatchObject([
      { name: 'platform', access: { ok: false, gap: { action: 'eks:DescribeCluster' } } },
    ]);
  });

  test('a block that is none is malformed, not left out', async () => {
    const { items } = await collectWith(
      eks,
      cluster({ endpointPublicAccess: true, publicAccessCidrs: ['everything'] }),
    );
    expect(items).toMatchObject([{ access: { ok: false, gap: { kind: 'malformed' } } }]);
  });
});

describe('MSK', () => {
  const provisioned = (type: string | undefined) => ({
    Provisioned: {
      BrokerNodeGroupInfo: {
        ClientSubnets: ['subnet-a', 'subnet-b'],
        SecurityGroups: ['sg-1'],
        ...(type === undefined ? {} : { ConnectivityInfo: { PublicAccess: { Type: type } } }),
      },
    },
  });

  test.each<readonly [string, object, object]>([
    [
      'public',
      provisioned('SERVICE_PROVIDED_EIPS'),
      { ports: [9194, 9196, 9198], access: { value: { public: true } } },
    ],
    ['not public', provisioned('DISABLED'), { ports: [9092, 9094, 9096, 9098], access: { value: { public: false } } }],
    ['not told', provisioned(undefined), { access: { value: { public: null } } }],
    [
      'serverless',
      { Serverless: { VpcConfigs: [{ SubnetIds: ['subnet-a'], SecurityGroupIds: ['sg-1'] }] } },
      { access: { value: { public: false, groups: ['sg-1'] } } },
    ],
    ['neither', {}, { access: { ok: false } }],
  ])('%s', async (_, extra, expected) => {
    const cluster = { ClusterArn: 'arn:aws:kafka:us-east-1:111111111111:cluster/c/1', ClusterName: 'stream', ...extra };
    const { items, calls } = await collectWith(msk, { 'kafka:ListClustersV2': { ClusterInfoList: [cluster] } });
    expect(items).toMatchObject([{ type: 'msk-cluster', ...expected }]);
    expect(calls).toHaveLength(1);
  });
});

describe('MQ', () => {
  const summary = {
    BrokerId: 'b-1',
    BrokerArn: 'arn:aws:mq:us-east-1:111111111111:broker:events:b-1',
    BrokerName: 'events',
  };
  const broker = (extra: object) => ({
    'mq:ListBrokers': { BrokerSummaries: [summary] },
    'mq:DescribeBroker': { ...summary, SubnetIds: ['subnet-a'], SecurityGroups: ['sg-1'], ...extra },
  });

  test.each<readonly [string, object, object]>([
    [
      'ActiveMQ stands in the VPC',
      {
        EngineType: 'ActiveMQ',
        PubliclyAccessible: true,
        BrokerInstances: [{ IpAddress: '10.0.1.6' }, { IpAddress: '' }],
      },
      { access: { value: { at: 'subnets', public: true, in: 'all', addresses: ['10.0.1.6'] } } },
    ],
    [
      'public RabbitMQ does not',
      { EngineType: 'RABBITMQ', PubliclyAccessible: true, SecurityGroups: [] },
      { ports: [443, 5671], access: { value: { at: 'service', setting: 'PubliclyAccessible' } } },
    ],
    [
      'private RabbitMQ does',
      { EngineType: 'RabbitMQ', PubliclyAccessible: false },
      { access: { value: { at: 'subnets', public: false } } },
    ],
    ['the flag is not told', { EngineType: 'ActiveMQ' }, { access: { value: { public: null } } }],
  ])('%s', async (_, extra, expected) => {
    const { items } = await collectWith(mq, broker(extra));
    expect(items).toMatchObject([{ id: summary.BrokerArn, ...expected }]);
  });

  test('a broker that cannot be described is told', async () => {
    const { items } = await collectWith(mq, { 'mq:ListBrokers': { BrokerSummaries: [summary] } });
    expect(items).toMatchObject([
      { id: summary.BrokerArn, access: { ok: false, gap: { action: 'mq:DescribeBroker' } } },
    ]);
  });
});

test('DMS: every port counts, in the subnet of its zone', async () => {
  const instance = {
    ReplicationInstanceArn: 'arn:aws:dms:us-east-1:111111111111:rep:M',
    ReplicationInstanceIdentifier: 'move',
    PubliclyAccessible: true,
    AvailabilityZone: 'us-east-1a',
    VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1' }],
    ReplicationInstancePrivateIpAddresses: ['10.0.1.8'],
  };
  const subnets = [{ SubnetIdentifier: 'subnet-a', SubnetAvailabilityZone: { Name: 'us-east-1a' } }];
  const { items, calls } = await collectWith(dms, {
    'database-migration-service:DescribeReplicationInstances': {
      ReplicationInstances: [{ ...instance, ReplicationSubnetGroup: { Subnets: subnets } }, instance],
    },
  });
  expect(items).toMatchObject([
    { ports: null, access: { value: { subnets: { value: [{ subnet: 'subnet-a' }] }, in: { zone: 'us-east-1a' } } } },
    { access: { value: { subnets: { ok: false } } } },
  ]);
  expect(calls).toHaveLength(1);
});

describe('Aurora clusters with an internet access gateway', () => {
  const cluster = { DBClusterIdentifier: 'ledger', Engine: 'aurora-postgresql', Port: 5432 };
  test.each<readonly [string, object, readonly object[]]>([
    ['on', { InternetAccessGatewayEnabled: true }, [{ ports: [5432], access: { value: { at: 'service' } } }]],
    ['off', { InternetAccessGatewayEnabled: false }, []],
    ['not told, nor a place in a VPC', {}, [{ access: { ok: false } }]],
    ['not told of a cluster in a VPC', { DBSubnetGroup: 'data' }, []],
    ['not told of another engine', { Engine: 'neptune' }, []],
  ])('%s', async (_, extra, expected) => {
    const { items } = await collectWith(gateways, {
      'rds:DescribeDBClusters': { DBClusters: [{ ...cluster, ...extra }] },
    });
    expect(items).toMatchObject(expected);
    expect(items).toHaveLength(expected.length);
  });
});
