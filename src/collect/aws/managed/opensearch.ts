import type { AwsPlace } from '../../../domain/aws.ts';
import { known } from '../../../domain/gap.ts';
import type { EndpointAccess, ManagedEndpoint } from '../../../domain/managed-endpoints.ts';
import type { OpenSearchDomain } from '../../../parse/aws/managed/data.ts';
import { defineAwsCollector } from '../collector.ts';

/** Most domains that one call describes. */
const BATCH = 5;

/** OpenSearch and Elasticsearch domains. */
export default defineAwsCollector({
  key: 'aws.opensearch.endpoints',
  per: 'region',
  operations: ['opensearch:ListDomainNames', 'opensearch:DescribeDomains'],
  collect: async (aws) => {
    const { items: names, gaps } = await aws.list('opensearch:ListDomainNames', (page) => page.DomainNames);
    const batches = Array.from({ length: Math.ceil(names.length / BATCH) }, (_, index) =>
      names.slice(index * BATCH, (index + 1) * BATCH).map(({ DomainName }) => DomainName),
    );
    const described = await Promise.all(
      batches.map((DomainNames) =>
        aws.list('opensearch:DescribeDomains', (page) => page.DomainStatusList, { DomainNames }),
      ),
    );
    return {
      items: described
        .flatMap(({ items }) => items)
        .filter(({ Deleted }) => Deleted !== true)
        .map((domain) => toEndpoint(domain, aws)),
      gaps: [...gaps, ...described.flatMap((batch) => batch.gaps)],
    };
  },
});

/**
 * A domain is made either in a VPC or with a public endpoint, and stays so. Whoever gets to the public one is sorted by the domain itself,
 * after the access policy: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html
 */
const accessOf = ({ VPCOptions, AccessPolicies }: OpenSearchDomain): EndpointAccess => {
  if (VPCOptions !== null && VPCOptions.SubnetIds.length > 0)
    return {
      at: 'subnets',
      public: false,
      subnets: known(VPCOptions.SubnetIds.map((subnet) => ({ subnet, zone: null }))),
      in: 'all',
      groups: VPCOptions.SecurityGroupIds,
      addresses: [],
    };
  return {
    at: 'service',
    setting: 'public endpoint',
    sources: null,
    policy: {
      text: known(AccessPolicies === '' ? null : AccessPolicies),
      actions: ['es:ESHttpGet'],
      absent: 'nobody',
      given: {},
      decides: false,
    },
  };
};

const toEndpoint = (domain: OpenSearchDomain, { account, region }: AwsPlace): ManagedEndpoint => ({
  id: domain.ARN,
  account,
  region,
  tags: null,
  type: 'opensearch-domain',
  name: domain.DomainName,
  ports: domain.DomainEndpointOptions?.EnforceHTTPS === false ? [80, 443] : [443],
  door: 'direct',
  access: known(accessOf(domain)),
});
