import type { SslPolicy } from '../../../domain/aws.ts';
import type { ClassicBalancer } from '../../../parse/aws/elb.ts';
import { suiteByOpensslName } from '../../../parse/tls/openssl-names.ts';
import type { Collected } from '../collector.ts';
import { defineAwsCollector } from '../collector.ts';
import type { AwsPort } from '../port.ts';
import { classicArn } from './classic-arn.ts';

const operations = [
  'elastic-load-balancing-v2:DescribeLoadBalancers',
  'elastic-load-balancing-v2:DescribeSSLPolicies',
  'elastic-load-balancing:DescribeLoadBalancers',
  'elastic-load-balancing:DescribeLoadBalancerPolicies',
] as const;
type Port = AwsPort<(typeof operations)[number]>;

/** What the TLS policies of load balancers allow: AWS's own where there is a load balancer, and those of classic ones. */
export default defineAwsCollector({
  key: 'aws.elb.ssl-policies',
  per: 'region',
  operations,
  collect: async (aws) => {
    const [predefined, classics] = await Promise.all([
      predefinedPolicies(aws),
      aws.list('elastic-load-balancing:DescribeLoadBalancers', (page) => page.LoadBalancerDescriptions),
    ]);
    const own = await Promise.all(classics.items.filter(speaksTls).map((balancer) => classicPolicies(aws, balancer)));
    return {
      items: [...predefined.items, ...own.flatMap(({ items }) => items)],
      gaps: [...predefined.gaps, ...classics.gaps, ...own.flatMap(({ gaps }) => gaps)],
    };
  },
});

const ianaName = (name: string): string => suiteByOpensslName(name)?.name ?? name;

const predefinedPolicies = async (aws: Port): Promise<Collected<SslPolicy>> => {
  const { account, region } = aws;
  const balancers = await aws.list('elastic-load-balancing-v2:DescribeLoadBalancers', (page) => page.LoadBalancers);
  if (balancers.items.length === 0) return { items: [], gaps: balancers.gaps };
  const { items, gaps } = await aws.list('elastic-load-balancing-v2:DescribeSSLPolicies', (page) => page.SslPolicies);
  return {
    items: items.map(({ Name: name, SslProtocols: protocols, Ciphers }) => {
      const suites = Ciphers.map((cipher) => ianaName(cipher.Name));
      return { id: name, account, region, tags: null, name, balancer: null, protocols, suites };
    }),
    gaps: [...balancers.gaps, ...gaps],
  };
};

const speaksTls = ({ ListenerDescriptions }: ClassicBalancer): boolean =>
  ListenerDescriptions.some(({ Listener: { Protocol } }) => Protocol === 'HTTPS' || Protocol === 'SSL');

/** Attributes that say something else than that a suite is on. */
const noSuite = /^(Protocol-.*|Server-Defined-Cipher-Order|Reference-Security-Policy)$/;

const classicPolicies = async (aws: Port, balancer: ClassicBalancer): Promise<Collected<SslPolicy>> => {
  const { account, region } = aws;
  const input = { LoadBalancerName: balancer.LoadBalancerName };
  const { items, gaps } = await aws.list(
    'elastic-load-balancing:DescribeLoadBalancerPolicies',
    (page) => page.PolicyDescriptions,
    input,
  );
  const arn = classicArn(balancer.LoadBalancerName, aws);
  const policies = items.filter(({ PolicyTypeName }) => PolicyTypeName === 'SSLNegotiationPolicyType');
  return {
    items: policies.map(({ PolicyName: name, PolicyAttributeDescriptions }) => {
      const on = PolicyAttributeDescriptions.filter(({ AttributeValue }) => AttributeValue === 'true');
      const names = on.flatMap(({ AttributeName }) => AttributeName ?? []);
      const protocols = names.filter((one) => one.startsWith('Protocol-')).map((one) => one.slice('Protocol-'.length));
      const suites = names.filter((one) => !noSuite.test(one)).map(ianaName);
      return { id: `${arn}/${name}`, account, region, tags: null, name, balancer: arn, protocols, suites };
    }),
    gaps,
  };
};
