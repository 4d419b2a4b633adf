import { defineAwsCollector } from '../collector.ts';

export default defineAwsCollector({
  key: 'aws.ebs.defaults',
  per: 'region',
  operations: ['ec2:GetEbsEncryptionByDefault'],
  collect: async (aws) => {
    const answer = await aws.read('ec2:GetEbsEncryptionByDefault');
    if (!answer.ok) return { items: [], gaps: [aws.gap('ec2:GetEbsEncryptionByDefault', answer.gap)] };
    const { account, region } = aws;
    const id = `${account}/${region}`;
    return {
      items: [{ id, account, region, tags: null, encryptionByDefault: answer.value.EbsEncryptionByDefault }],
      gaps: [],
    };
  },
});
