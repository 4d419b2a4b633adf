import type { Distribution } from '../../../domain/aws.ts';
import type { CloudFrontDistribution } from '../../../parse/aws/cloudfront.ts';
import { defineAwsCollector } from '../collector.ts';
import { listDistributions } from './listed-distributions.ts';

/** Enabled CloudFront distributions. */
export default defineAwsCollector({
  key: 'aws.cloudfront.distributions',
  per: 'account',
  operations: ['cloudfront:ListDistributions'],
  collect: async (aws) => {
    const { items, gaps } = await listDistributions(aws);
    return { items: items.map((item) => toDistribution(item, aws.account)), gaps };
  },
});

const toDistribution = (listed: CloudFrontDistribution, account: string): Distribution => ({
  id: listed.ARN,
  account,
  region: 'global',
  tags: null,
  kind: 'distribution',
  name: listed.Id,
  dnsName: listed.DomainName,
  protectable: [listed.ARN],
  aliases: listed.Aliases?.Items.map((alias) => alias.toLowerCase()) ?? null,
  viewer: viewerOf(listed),
  behaviors: behaviorsOf(listed),
  origins: listed.Origins?.Items.map(({ facts }) => facts) ?? null,
});

const viewerOf = ({ ViewerCertificate: certificate }: CloudFrontDistribution): Distribution['viewer'] =>
  certificate === null
    ? null
    : {
        defaultCertificate: certificate.CloudFrontDefaultCertificate ?? false,
        policy: certificate.MinimumProtocolVersion,
      };

const behaviorsOf = (listed: CloudFrontDistribution): Distribution['behaviors'] =>
  listed.DefaultCacheBehavior === null
    ? null
    : [listed.DefaultCacheBehavior, ...(listed.CacheBehaviors?.Items ?? [])].map((behavior) => ({
        path: behavior.PathPattern ?? '*',
        policy: behavior.ViewerProtocolPolicy,
      }));
