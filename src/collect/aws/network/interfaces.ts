import type { AwsPlace, Tags } from '../../../domain/aws.ts';
import type { InterfaceSubject, NetworkInterface } from '../../../domain/network.ts';
import { toInterface } from '../../../parse/aws/network/hosts.ts';
import { defineAwsCollector } from '../collector.ts';

/** Interfaces with the tags of their instance. An instance that could not be described leaves the interface with its own. */
export default defineAwsCollector({
  key: 'aws.ec2.interfaces',
  per: 'region',
  operations: ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeInstances'],
  collect: async (aws) => {
    const [interfaces, instances] = await Promise.all([
      aws.list('ec2:DescribeNetworkInterfaces', (page) => page.NetworkInterfaces),
      aws.list('ec2:DescribeInstances', (page) => page.Reservations.flatMap(({ Instances }) => Instances)),
    ]);
    const tagsOf = new Map(instances.items.map(({ id, tags }) => [id, tags]));
    return {
      items: interfaces.items.map((raw) => {
        const eni = toInterface(raw, aws.account);
        return toSubject(eni, { ...eni.tags, ...tagsOf.get(eni.instance ?? '') }, aws);
      }),
      gaps: interfaces.gaps,
    };
  },
});

const servesOf = ({ instance, requester, type, description }: NetworkInterface): InterfaceSubject['serves'] => {
  if (instance !== null) return 'instance';
  if (type === 'nat_gateway' || type === 'natGateway') return 'nat-gateway';
  if (description.startsWith('EFS mount target')) return 'file-system';
  const balancing = requester === 'amazon-elb' || type.endsWith('load_balancer') || description.startsWith('ELB ');
  return balancing ? 'load-balancer' : 'other';
};

const toSubject = (eni: NetworkInterface, tags: Tags, { account, region }: AwsPlace): InterfaceSubject => ({
  id: eni.id,
  account,
  region,
  tags,
  name: tags['Name'] ?? eni.instance ?? eni.description.slice(0, 100),
  vpc: eni.vpc,
  instance: eni.instance,
  serves: servesOf(eni),
  inUse: eni.inUse,
});
