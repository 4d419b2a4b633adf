import { defineAwsCollector } from '../collector.ts';

export default defineAwsCollector({
  key: 'aws.ec2.vpcs',
  per: 'region',
  operations: ['ec2:DescribeVpcs'],
  collect: async (aws) => {
    const { account, region } = aws;
    const { items, gaps } = await aws.list('ec2:DescribeVpcs', (page) => page.Vpcs);
    return { items: items.map(({ id, tags }) => ({ id, account, region, tags, name: tags['Name'] ?? id })), gaps };
  },
});
