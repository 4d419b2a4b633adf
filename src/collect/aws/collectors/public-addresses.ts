import { parseAddress } from '../../../parse/web/address.ts';
import { defineAwsCollector } from '../collector.ts';

/** The addresses that a region of the account holds: Elastic IPs, in use or not, and those of all its network interfaces. */
export default defineAwsCollector({
  key: 'aws.public-addresses',
  per: 'region',
  operations: ['ec2:DescribeAddresses', 'ec2:DescribeNetworkInterfaces'],
  collect: async (aws) => {
    const [elastic, interfaces] = await Promise.all([
      aws.list('ec2:DescribeAddresses', (page) => page.Addresses),
      aws.list('ec2:DescribeNetworkInterfaces', (page) => page.NetworkInterfaces),
    ]);
    const held = [
      ...elastic.items.map(({ PublicIp }) => PublicIp),
      ...interfaces.items.flatMap((one) => [
        one.Association?.PublicIp ?? null,
        ...one.PrivateIpAddresses.map(({ Association }) => Association?.PublicIp ?? null),
        ...one.Ipv6Addresses.map(({ Ipv6Address }) => Ipv6Address),
      ]),
    ];
    const addresses = held.flatMap((text) => (text === null ? [] : (parseAddress(text)?.text ?? [])));
    const { account, region } = aws;
    return {
      items: [
        {
          id: `arn:aws:ec2:${region}:${account}:public-addresses`,
          account,
          region,
          tags: null,
          addresses: [...new Set(addresses)].sort(),
        },
      ],
      gaps: [...elastic.gaps, ...interfaces.gaps],
    };
  },
});
