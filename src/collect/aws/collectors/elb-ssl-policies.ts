import { suiteByOpensslName } from '../../../parse/tls/openssl-names.ts';
import { defineAwsCollector } from '../collector.ts';

/** What the TLS policies of load balancers allow, in regions that have one. */
export default defineAwsCollector({
  key: 'aws.elb.ssl-policies',
  per: 'region',
  operations: ['elastic-load-balancing-v2:DescribeLoadBalancers', 'elastic-load-balancing-v2:DescribeSSLPolicies'],
  collect: async (aws) => {
    const { account, region } = aws;
    const balancers = await aws.list('elastic-load-balancing-v2:DescribeLoadBalancers', (page) => page.LoadBalancers);
    if (balancers.items.length === 0) return { items: [], gaps: balancers.gaps };
    const { items, gaps } = await aws.list('elastic-load-balancing-v2:DescribeSSLPolicies', (page) => page.SslPolicies);
    return {
      items: items.map(({ Name, SslProtocols, Ciphers }) => ({
        id: Name,
        account,
        region,
        tags: null,
        name: Name,
        protocols: SslProtocols,
        suites: Ciphers.map((cipher) => suiteByOpensslName(cipher.Name)?.name ?? cipher.Name),
      })),
      gaps: [...balancers.gaps, ...gaps],
    };
  },
});
