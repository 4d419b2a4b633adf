import type { AwsPlace, Listener } from '../../../domain/aws.ts';
import type { Read } from '../../../domain/gap.ts';
import { known } from '../../../domain/gap.ts';
import type { ClassicBalancer, ElbAction, ElbBalancer, ElbListener } from '../../../parse/aws/elb.ts';
import type { Collected } from '../collector.ts';
import { defineAwsCollector } from '../collector.ts';
import type { AwsPort } from '../port.ts';
import { classicArn } from './classic-arn.ts';

const operations = [
  'elastic-load-balancing-v2:DescribeLoadBalancers',
  'elastic-load-balancing-v2:DescribeListeners',
  'elastic-load-balancing-v2:DescribeRules',
  'elastic-load-balancing:DescribeLoadBalancers',
] as const;
type Port = AwsPort<(typeof operations)[number]>;

/** Listeners of every load balancer. Rules are asked for plain HTTP listeners only: they may redirect. */
export default defineAwsCollector({
  key: 'aws.elb.listeners',
  per: 'region',
  operations,
  collect: async (aws) => {
    const [balancers, classics] = await Promise.all([
      aws.list('elastic-load-balancing-v2:DescribeLoadBalancers', (page) => page.LoadBalancers),
      aws.list('elastic-load-balancing:DescribeLoadBalancers', (page) => page.LoadBalancerDescriptions),
    ]);
    const lists = await Promise.all(balancers.items.map((balancer) => listenersOf(aws, balancer)));
    return {
      items: [
        ...lists.flatMap(({ items }) => items),
        ...classics.items.flatMap((balancer) => fromClassic(balancer, aws)),
      ],
      gaps: [...balancers.gaps, ...classics.gaps, ...lists.flatMap(({ gaps }) => gaps)],
    };
  },
});

const listenersOf = async (aws: Port, balancer: ElbBalancer): Promise<Collected<Listener>> => {
  const input = { LoadBalancerArn: balancer.LoadBalancerArn };
  const { items, gaps } = await aws.list(
    'elastic-load-balancing-v2:DescribeListeners',
    (page) => page.Listeners,
    input,
  );
  return {
    items: await Promise.all(items.map((listener) => toListener(aws, balancer, listener))),
    gaps: gaps.map((gap) => ({ ...gap, what: `${gap.what} ${balancer.LoadBalancerName}` })),
  };
};

const toListener = async (aws: Port, balancer: ElbBalancer, listener: ElbListener): Promise<Listener> => ({
  id: listener.ListenerArn,
  account: aws.account,
  region: aws.region,
  tags: null,
  balancer: balancer.LoadBalancerArn,
  balancerName: balancer.LoadBalancerName,
  kind: balancer.Type,
  internetFacing: balancer.Scheme === 'internet-facing',
  port: listener.Port ?? 0,
  protocol: listener.Protocol ?? 'GENEVE',
  policies: listener.SslPolicy === null ? [] : [listener.SslPolicy],
  redirectsToHttps: listener.Protocol === 'HTTP' ? await redirects(aws, listener) : null,
});

/** The default action and every rule must redirect: one that does not serves plaintext. */
const redirects = async (aws: Port, listener: ElbListener): Promise<Read<boolean>> => {
  if (!isRedirect(listener.DefaultActions)) return known(false);
  const input = { ListenerArn: listener.ListenerArn };
  const { items, gaps } = await aws.list('elastic-load-balancing-v2:DescribeRules', (page) => page.Rules, input);
  const all = items.every(({ Actions }) => isRedirect(Actions));
  const [missing] = gaps;
  return missing && all ? { ok: false, gap: missing.gap } : known(all);
};

/** The last action of a rule is the one that answers. A redirect that keeps the protocol (`#{protocol}`) keeps HTTP. */
const isRedirect = (actions: readonly ElbAction[]): boolean => {
  const last = actions.at(-1);
  return last?.Type === 'redirect' && last.RedirectConfig?.Protocol === 'HTTPS';
};

const fromClassic = (balancer: ClassicBalancer, { account, region }: AwsPlace): readonly Listener[] => {
  const { LoadBalancerName: name, Scheme: scheme } = balancer;
  const id = classicArn(name, { account, region });
  return balancer.ListenerDescriptions.map(({ Listener: { Protocol, LoadBalancerPort }, PolicyNames }) => ({
    id: `${id}/${LoadBalancerPort}`,
    account,
    region,
    tags: null,
    balancer: id,
    balancerName: name,
    kind: 'classic',
    internetFacing: scheme === 'internet-facing',
    port: LoadBalancerPort,
    protocol: Protocol,
    policies: PolicyNames,
    redirectsToHttps: null,
  }));
};
