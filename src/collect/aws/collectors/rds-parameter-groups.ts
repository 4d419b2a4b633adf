import type { DbParameterGroup } from '../../../domain/aws.ts';
import type { Read } from '../../../domain/gap.ts';
import { known } from '../../../domain/gap.ts';
import { defineAwsCollector } from '../collector.ts';
import type { AwsPort, Listed } from '../port.ts';

const operations = [
  'rds:DescribeDBInstances',
  'rds:DescribeDBClusters',
  'rds:DescribeDBParameters',
  'rds:DescribeDBClusterParameters',
] as const;
type Port = AwsPort<(typeof operations)[number]>;

/** The parameters that make an engine refuse plaintext connections. */
const wanted = new Set(['rds.force_ssl', 'require_secure_transport', 'tls', 'neptune_enforce_ssl']);

/** Parameters of every distinct group in use: once per group, not per database. */
export default defineAwsCollector({
  key: 'aws.rds.parameter-groups',
  per: 'region',
  operations,
  collect: async (aws) => {
    const [instances, clusters] = await Promise.all([
      aws.list('rds:DescribeDBInstances', (page) => page.DBInstances),
      aws.list('rds:DescribeDBClusters', (page) => page.DBClusters),
    ]);
    const ofInstances = instances.items
      // A member of a cluster takes these parameters from the cluster's group.
      .filter(({ DBClusterIdentifier }) => DBClusterIdentifier === null)
      .flatMap(({ DBParameterGroups }) => DBParameterGroups.map(({ DBParameterGroupName }) => DBParameterGroupName));
    const ofClusters = clusters.items.flatMap(({ DBClusterParameterGroup }) => DBClusterParameterGroup ?? []);
    const items = await Promise.all([
      ...[...new Set(ofInstances)].map((name) => readGroup(aws, 'instance', name)),
      ...[...new Set(ofClusters)].map((name) => readGroup(aws, 'cluster', name)),
    ]);
    return { items, gaps: [...instances.gaps, ...clusters.gaps] };
  },
});

const readGroup = async (aws: Port, kind: DbParameterGroup['kind'], name: string): Promise<DbParameterGroup> => {
  const listed =
    kind === 'instance'
      ? await aws.list('rds:DescribeDBParameters', (page) => page.Parameters, { DBParameterGroupName: name })
      : await aws.list('rds:DescribeDBClusterParameters', (page) => page.Parameters, {
          DBClusterParameterGroupName: name,
        });
  const { account, region } = aws;
  const id = `arn:aws:rds:${region}:${account}:${kind === 'instance' ? 'pg' : 'cluster-pg'}:${name}`;
  return { id, account, region, tags: null, name, kind, parameters: toParameters(listed) };
};

const toParameters = ({
  items,
  gaps,
}: Listed<{ readonly ParameterName: string; readonly ParameterValue: string | null }>): Read<
  Readonly<Record<string, string | null>>
> => {
  const [missing] = gaps;
  if (missing) return { ok: false, gap: missing.gap };
  const found = items.filter(({ ParameterName }) => wanted.has(ParameterName));
  return known(Object.fromEntries(found.map(({ ParameterName, ParameterValue }) => [ParameterName, ParameterValue])));
};
