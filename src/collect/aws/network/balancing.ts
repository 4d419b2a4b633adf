import type { Read } from '../../../domain/gap.ts';
import { known, unread } from '../../../domain/gap.ts';
import type { Balancer, BalancerListener, NetworkFacts, TargetGroup } from '../../../domain/network.ts';
import type { ElbBalancer, ElbListener } from '../../../parse/aws/elb.ts';
import type { ElbTargetGroup } from '../../../parse/aws/network/balancers.ts';
import { fromClassic, toBalancer, toListener, toTargetGroup } from '../../../parse/aws/network/balancers.ts';
import type { AwsPort } from '../port.ts';
import { whole } from './listing.ts';

export const balancerOperations = [
  'elastic-load-balancing-v2:DescribeLoadBalancers',
  'elastic-load-balancing-v2:DescribeListeners',
  'elastic-load-balancing-v2:DescribeRules',
  'elastic-load-balancing-v2:DescribeTargetGroups',
  'elastic-load-balancing-v2:DescribeTargetGroupAttributes',
  'elastic-load-balancing-v2:DescribeTargetHealth',
  'elastic-load-balancing-v2:DescribeLoadBalancerAttributes',
  'elastic-load-balancing:DescribeLoadBalancers',
] as const;
type Port = AwsPort<(typeof balancerOperations)[number]>;

/** Only application load balancers have rules beside the default action. */
const readListener = async (
  aws: Port,
  balancer: ElbBalancer,
  listener: ElbListener,
): Promise<readonly BalancerListener[]> => {
  if (balancer.Type !== 'application') return toListener(listener, known([]));
  const input = { ListenerArn: listener.ListenerArn };
  const rules = await aws.list('elastic-load-balancing-v2:DescribeRules', (page) => page.Rules, input);
  return toListener(listener, whole(rules));
};

const readBalancer = async (aws: Port, balancer: ElbBalancer): Promise<Balancer> => {
  const input = { LoadBalancerArn: balancer.LoadBalancerArn };
  const [listeners, settings] = await Promise.all([
    aws.list('elastic-load-balancing-v2:DescribeListeners', (page) => page.Listeners, input).then(whole),
    balancer.Type === 'network' ? aws.read('elastic-load-balancing-v2:DescribeLoadBalancerAttributes', input) : null,
  ]);
  if (!listeners.ok) return toBalancer(balancer, listeners, settings);
  const read = await Promise.all(listeners.value.map((listener) => readListener(aws, balancer, listener)));
  return toBalancer(balancer, known(read.flat()), settings);
};

/** Protocols of network load balancers, whose groups may keep the client's address; for UDP they always do. */
const isNetworkGroup = ({ Protocol }: ElbTargetGroup): boolean =>
  /^(TCP|TLS|UDP|TCP_UDP|QUIC|TCP_QUIC)$/.test(Protocol ?? '');
const isSettable = ({ Protocol }: ElbTargetGroup): boolean => Protocol === 'TCP' || Protocol === 'TLS';

const readGroup = async (aws: Port, group: ElbTargetGroup): Promise<TargetGroup> => {
  const input = { TargetGroupArn: group.TargetGroupArn };
  const [targets, settings] = await Promise.all([
    aws.read('elastic-load-balancing-v2:DescribeTargetHealth', input),
    isSettable(group) ? aws.read('elastic-load-balancing-v2:DescribeTargetGroupAttributes', input) : null,
  ]);
  const always = isNetworkGroup(group) ? known({ Attributes: [] }) : null;
  return toTargetGroup(group, targets, settings ?? always);
};

const joined = <T>(a: Read<readonly T[]>, b: Read<readonly T[]>): Read<readonly T[]> => {
  if (!a.ok) return a;
  return b.ok ? known([...a.value, ...b.value]) : b;
};

/** Load balancers of both generations with everything behind them. */
export const readBalancers = async (aws: Port): Promise<Pick<NetworkFacts, 'balancers' | 'targetGroups'>> => {
  const [balancers, groups, classics] = await Promise.all([
    aws.list('elastic-load-balancing-v2:DescribeLoadBalancers', (page) => page.LoadBalancers).then(whole),
    aws.list('elastic-load-balancing-v2:DescribeTargetGroups', (page) => page.TargetGroups).then(whole),
    aws.list('elastic-load-balancing:DescribeLoadBalancers', (page) => page.LoadBalancerDescriptions).then(whole),
  ]);
  const old = classics.ok
    ? classics.value.map((one) =>
        fromClassic(
          one,
          `arn:aws:elasticloadbalancing:${aws.region}:${aws.account}:loadbalancer/${one.LoadBalancerName}`,
        ),
      )
    : [];
  const [current, currentGroups] = await Promise.all([
    balancers.ok ? Promise.all(balancers.value.map((one) => readBalancer(aws, one))).then(known) : balancers,
    groups.ok ? Promise.all(groups.value.map((one) => readGroup(aws, one))).then(known) : groups,
  ]);
  const olds = classics.ok ? known(old.map(({ balancer }) => balancer)) : unread(classics.gap);
  return {
    balancers: joined(current, olds),
    targetGroups: joined(currentGroups, known(old.flatMap(({ groups: own }) => own))),
  };
};
