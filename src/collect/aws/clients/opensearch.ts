import { DescribeDomainsCommand, ListDomainNamesCommand, OpenSearchClient } from '@aws-sdk/client-opensearch';
import type { Service } from './service.ts';

export const service: Service = {
  Client: OpenSearchClient,
  commands: {
    DescribeDomains: DescribeDomainsCommand,
    ListDomainNames: ListDomainNamesCommand,
  },
};
