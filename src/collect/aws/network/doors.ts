import type { Read } from '../../../domain/gap.ts';
import { known, unread } from '../../../domain/gap.ts';
import { groupBy } from '../../../domain/group-by.ts';
import type { VpcOrigin } from '../../../domain/network.ts';
import type { CloudFrontDistribution } from '../../../parse/aws/cloudfront.ts';
import { originPorts } from '../../../parse/aws/network/balancers.ts';
import { defineAwsCollector } from '../collector.ts';
import type { AwsPort } from '../port.ts';
import { acceleratorOperations, readAccelerators } from './accelerators.ts';

const operations = ['cloudfront:ListDistributions', 'cloudfront:GetVpcOrigin', ...acceleratorOperations] as const;
type Port = AwsPort<(typeof operations)[number]>;

const PAGE_LIMIT = 1_000;

/** The token of the next page lies inside the list. */
const readDistributions = async (aws: Port): Promise<Read<readonly CloudFrontDistribution[]>> => {
  const found: CloudFrontDistribution[] = [];
  let input: { readonly Marker?: string } = {};
  for (let page = 0; page < PAGE_LIMIT; page += 1) {
    const answer = await aws.read('cloudfront:ListDistributions', { ...input });
    if (!answer.ok) return answer;
    const { Items, NextMarker } = answer.value.DistributionList;
    found.push(...Items);
    if (NextMarker === null || NextMarker === '') return known(found);
    input = { Marker: NextMarker };
  }
  return unread({ kind: 'malformed', detail: 'cloudfront:ListDistributions hands out pages without end' });
};

/** VPC origins are asked for only when a distribution in service uses one. */
const readOrigins = async (aws: Port): Promise<Read<readonly VpcOrigin[]>> => {
  const distributions = await readDistributions(aws);
  if (!distributions.ok) return distributions;
  const uses = distributions.value
    .filter(({ Enabled }) => Enabled)
    .flatMap(({ Id, Origins }) =>
      (Origins?.Items ?? []).flatMap(({ VpcOriginConfig }) =>
        VpcOriginConfig?.VpcOriginId ? [{ distribution: Id, origin: VpcOriginConfig.VpcOriginId }] : [],
      ),
    );
  const origins: VpcOrigin[] = [];
  for (const [id, users] of groupBy(uses, ({ origin }) => origin)) {
    const read = await aws.read('cloudfront:GetVpcOrigin', { Id: id });
    if (!read.ok) return read;
    origins.push({
      id,
      target: read.value.VpcOrigin.VpcOriginEndpointConfig.Arn,
      ports: originPorts(read.value),
      distributions: users.map(({ distribution }) => distribution),
    });
  }
  return known(origins);
};

/** Front doors that belong to no region and may lead into private subnets. */
export default defineAwsCollector({
  key: 'aws.network.doors',
  per: 'account',
  operations,
  collect: async (aws) => {
    const [accelerators, vpcOrigins] = await Promise.all([readAccelerators(aws), readOrigins(aws)]);
    return { items: [{ account: aws.account, accelerators, vpcOrigins }], gaps: [] };
  },
});
