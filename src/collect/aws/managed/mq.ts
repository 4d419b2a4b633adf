import type { Read } from '../../../domain/gap.ts';
import { known, unread } from '../../../domain/gap.ts';
import type { EndpointAccess, ManagedEndpoint } from '../../../domain/managed-endpoints.ts';
import type { MqBroker, MqSummary } from '../../../parse/aws/managed/data.ts';
import { defineAwsCollector } from '../collector.ts';
import type { AwsPort } from '../port.ts';
import { listedIfOffered, offeredOperation } from './offered.ts';

const operations = ['mq:ListBrokers', 'mq:DescribeBroker', offeredOperation] as const;
type Port = AwsPort<(typeof operations)[number]>;

/** Message brokers of Amazon MQ. The list does not tell who gets to them, so that each is described. */
export default defineAwsCollector({
  key: 'aws.mq.endpoints',
  per: 'region',
  operations,
  collect: async (aws) => {
    const listed = await aws.list('mq:ListBrokers', (page) => page.BrokerSummaries);
    const { items, gaps } = await listedIfOffered(aws, 'mq', listed);
    return { items: await Promise.all(items.map((broker) => endpointOf(aws, broker))), gaps };
  },
});

/** Console and protocols, all over TLS: https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/working-with-activemq.html */
const ACTIVEMQ_PORTS = [5671, 8162, 8883, 61614, 61617, 61619];
const RABBITMQ_PORTS = [443, 5671];

const isRabbit = ({ EngineType }: MqBroker): boolean => EngineType?.toUpperCase() === 'RABBITMQ';

const endpointOf = async (aws: Port, { BrokerId, BrokerArn, BrokerName }: MqSummary): Promise<ManagedEndpoint> => {
  const { account, region } = aws;
  const place = { id: BrokerArn, account, region, type: 'mq-broker', name: BrokerName, door: 'direct' } as const;
  const answer = await aws.read('mq:DescribeBroker', { BrokerId });
  if (!answer.ok) return { ...place, tags: null, ports: null, access: unread(answer.gap) };
  const broker = answer.value;
  return {
    ...place,
    tags: broker.Tags,
    ports: broker.EngineType === null ? null : isRabbit(broker) ? RABBITMQ_PORTS : ACTIVEMQ_PORTS,
    access: accessOf(broker),
  };
};

/** A public RabbitMQ broker stands in a network of AWS and takes no security group; every other broker stands in subnets of the account. */
const accessOf = (broker: MqBroker): Read<EndpointAccess> => {
  if (isRabbit(broker) && broker.PubliclyAccessible === true && broker.SecurityGroups.length === 0)
    return known({ at: 'service', setting: 'PubliclyAccessible', sources: null, policy: null });
  return known({
    at: 'subnets',
    public: broker.PubliclyAccessible,
    subnets: known(broker.SubnetIds.map((subnet) => ({ subnet, zone: null }))),
    in: 'all',
    groups: broker.SecurityGroups,
    addresses: broker.BrokerInstances.flatMap(({ IpAddress }) => IpAddress ?? []),
  });
};
