import { defineAwsCollector } from '../collector.ts';

export default defineAwsCollector({
  key: 'aws.ec2.security-groups',
  per: 'region',
  operations: ['ec2:DescribeSecurityGroups'],
  collect: async (aws) => {
    const { account, region } = aws;
    const { items, gaps } = await aws.list('ec2:DescribeSecurityGroups', (page) => page.SecurityGroups);
    return {
      items: items.map(({ GroupId, GroupName, VpcId, Tags }) => ({
        id: GroupId,
        account,
        region,
        tags: Tags,
        name: GroupName,
        vpc: VpcId ?? '',
      })),
      gaps,
    };
  },
});
