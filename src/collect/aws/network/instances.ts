import { defineAwsCollector } from '../collector.ts';

/** Instances by themselves, without the network around them. */
export default defineAwsCollector({
  key: 'aws.ec2.instances',
  per: 'region',
  operations: ['ec2:DescribeInstances'],
  collect: async (aws) => {
    const { account, region } = aws;
    const { items, gaps } = await aws.list('ec2:DescribeInstances', (page) =>
      page.Reservations.flatMap(({ Instances }) => Instances),
    );
    return { items: items.map((instance) => ({ ...instance, account, region })), gaps };
  },
});
