import type { AwsPlace } from '../../../domain/aws.ts';
import type { Read } from '../../../domain/gap.ts';
import { known, notTold, unread } from '../../../domain/gap.ts';
import type { EndpointAccess, ManagedEndpoint } from '../../../domain/managed-endpoints.ts';
import type { KafkaCluster } from '../../../parse/aws/managed/data.ts';
import { defineAwsCollector } from '../collector.ts';
import { listedIfOffered, offeredOperation } from './offered.ts';

/** Kafka clusters of MSK, provisioned and serverless. */
export default defineAwsCollector({
  key: 'aws.msk.endpoints',
  per: 'region',
  operations: ['kafka:ListClustersV2', offeredOperation],
  collect: async (aws) => {
    const listed = await aws.list('kafka:ListClustersV2', (page) => page.ClusterInfoList);
    const { items, gaps } = await listedIfOffered(aws, 'kafka', listed);
    return { items: items.map((cluster) => toEndpoint(cluster, aws)), gaps };
  },
});

/** https://docs.aws.amazon.com/msk/latest/developerguide/port-info.html: TLS, SASL/SCRAM and IAM; plaintext is never public. */
const PUBLIC_PORTS = [9194, 9196, 9198];
const PRIVATE_PORTS = [9092, 9094, 9096, 9098];

const placed = (isPublic: boolean | null, subnets: readonly string[], groups: readonly string[]): EndpointAccess => ({
  at: 'subnets',
  public: isPublic,
  subnets: known(subnets.map((subnet) => ({ subnet, zone: null }))),
  in: 'all',
  groups,
  addresses: [],
});

const isPublic = ({ Provisioned }: KafkaCluster): boolean | null => {
  const type = Provisioned?.BrokerNodeGroupInfo.ConnectivityInfo?.PublicAccess?.Type ?? null;
  return type === null ? null : type !== 'DISABLED';
};

const accessOf = (cluster: KafkaCluster): Read<EndpointAccess> => {
  const { Provisioned, Serverless } = cluster;
  if (Provisioned !== null) {
    const { ClientSubnets, SecurityGroups } = Provisioned.BrokerNodeGroupInfo;
    return known(placed(isPublic(cluster), ClientSubnets, SecurityGroups));
  }
  if (Serverless === null) return unread(notTold('the network of a cluster'));
  const { VpcConfigs } = Serverless;
  const subnets = VpcConfigs.flatMap(({ SubnetIds }) => SubnetIds);
  const groups = VpcConfigs.flatMap(({ SecurityGroupIds }) => SecurityGroupIds);
  return known(placed(false, subnets, groups));
};

const toEndpoint = (cluster: KafkaCluster, { account, region }: AwsPlace): ManagedEndpoint => ({
  id: cluster.ClusterArn,
  account,
  region,
  tags: cluster.Tags,
  type: 'msk-cluster',
  name: cluster.ClusterName,
  ports: isPublic(cluster) === true ? PUBLIC_PORTS : PRIVATE_PORTS,
  door: 'direct',
  access: accessOf(cluster),
});
