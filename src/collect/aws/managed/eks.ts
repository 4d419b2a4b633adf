import type { AwsPlace } from '../../../domain/aws.ts';
import type { Read } from '../../../domain/gap.ts';
import { known, notTold, unread } from '../../../domain/gap.ts';
import type { EndpointAccess, ManagedEndpoint } from '../../../domain/managed-endpoints.ts';
import type { KubernetesCluster } from '../../../parse/aws/managed/data.ts';
import { parseCidr } from '../../../parse/aws/network/address.ts';
import { defineAwsCollector } from '../collector.ts';
import type { AwsPort } from '../port.ts';

const operations = ['eks:ListClusters', 'eks:DescribeCluster'] as const;
type Port = AwsPort<(typeof operations)[number]>;

/** The API servers of EKS clusters. Clusters that run elsewhere and are only registered here have none of AWS's. */
export default defineAwsCollector({
  key: 'aws.eks.endpoints',
  per: 'region',
  operations,
  collect: async (aws) => {
    const { items: names, gaps } = await aws.list('eks:ListClusters', (page) => page.clusters);
    const read = await Promise.all(names.map((name) => endpointOf(aws, name)));
    return { items: read.flat(), gaps };
  },
});

const endpointOf = async (aws: Port, name: string): Promise<readonly ManagedEndpoint[]> => {
  const answer = await aws.read('eks:DescribeCluster', { name });
  if (!answer.ok) return [toEndpoint(aws, { name, tags: null }, answer)];
  const { cluster } = answer.value;
  return cluster.connectorConfig === null ? [toEndpoint(aws, cluster, accessOf(cluster))] : [];
};

/** Where no block is named, the service takes the whole internet: https://docs.aws.amazon.com/eks/latest/APIReference/API_VpcConfigRequest.html */
const EVERYBODY = ['0.0.0.0/0', '::/0'].flatMap((text) => parseCidr(text) ?? []);

const accessOf = ({ resourcesVpcConfig: vpc }: KubernetesCluster): Read<EndpointAccess> => {
  if (vpc === null || vpc.endpointPublicAccess === null) return unread(notTold('whether the API server is public'));
  if (vpc.endpointPublicAccess) {
    const sources = vpc.publicAccessCidrs.length === 0 ? EVERYBODY : vpc.publicAccessCidrs;
    return known({ at: 'service', setting: 'publicAccessCidrs', sources, policy: null });
  }
  const own = vpc.clusterSecurityGroupId === null ? [] : [vpc.clusterSecurityGroupId];
  return known({
    at: 'subnets',
    public: false,
    subnets: known(vpc.subnetIds.map((subnet) => ({ subnet, zone: null }))),
    in: 'all',
    groups: [...own, ...vpc.securityGroupIds],
    addresses: [],
  });
};

const toEndpoint = (
  { account, region }: AwsPlace,
  { name, tags }: Pick<KubernetesCluster, 'name' | 'tags'>,
  access: Read<EndpointAccess>,
): ManagedEndpoint => ({
  id: `arn:aws:eks:${region}:${account}:cluster/${name}`,
  account,
  region,
  tags,
  type: 'eks-cluster',
  name,
  ports: [443],
  door: 'direct',
  access,
});
