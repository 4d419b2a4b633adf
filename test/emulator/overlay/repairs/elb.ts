import type { BalancerAddress } from '../../../../fixtures/seed/facts.ts';
import type { Repair } from '../repair.ts';

const withAddress = (block: string, { subnet, allocationId }: BalancerAddress): string => {
  const address = `<LoadBalancerAddresses><member><AllocationId>${allocationId}</AllocationId></member></LoadBalancerAddresses>`;
  return block.replace(`<SubnetId>${subnet}</SubnetId>`, (found) => found + address);
};

/** Puts the Elastic IPs into the zones of the load balancer that has them. */
const patchAddresses = (body: string, addresses: readonly BalancerAddress[]): string =>
  body
    .split(/(?=<LoadBalancerArn>)/)
    .map((block) => {
      const name = /<LoadBalancerName>([^<]*)</.exec(block)?.[1];
      return addresses.filter(({ balancer }) => balancer === name).reduce(withAddress, block);
    })
    .join('');

/** What moto leaves out: ELBSecurityPolicy-2016-08 with a 3DES suite beside. */
const OLD_POLICY_CIPHERS = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES128-SHA256',
  'ECDHE-RSA-AES128-SHA256',
  'ECDHE-ECDSA-AES128-SHA',
  'ECDHE-RSA-AES128-SHA',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-AES256-SHA384',
  'ECDHE-RSA-AES256-SHA384',
  'ECDHE-RSA-AES256-SHA',
  'ECDHE-ECDSA-AES256-SHA',
  'AES128-GCM-SHA256',
  'AES128-SHA256',
  'AES128-SHA',
  'AES256-GCM-SHA384',
  'AES256-SHA256',
  'AES256-SHA',
  'DES-CBC3-SHA',
];

const members = (values: readonly string[]): string => values.map((value) => `<member>${value}</member>`).join('');

const oldPolicy = [
  '<Name>ELBSecurityPolicy-TLS-1-0-2015-04</Name>',
  `<SslProtocols>${members(['TLSv1', 'TLSv1.1', 'TLSv1.2'])}</SslProtocols>`,
  `<Ciphers>${members(OLD_POLICY_CIPHERS.map((name, index) => `<Name>${name}</Name><Priority>${index + 1}</Priority>`))}</Ciphers>`,
].join('');

export const elbRepairs: readonly Repair[] = [
  {
    service: 'elasticloadbalancing',
    operation: 'DescribeLoadBalancers',
    moto: 'network load balancers forget their Elastic IPs',
    here: 'the allocation ids, as seeded',
    patch: (body, _call, { balancerAddresses }) => patchAddresses(body, balancerAddresses),
  },
  {
    service: 'elasticloadbalancing',
    operation: 'DescribeSSLPolicies',
    moto: 'the policy ELBSecurityPolicy-TLS-1-0-2015-04, which AWS still lists, is missing',
    here: 'listed last, with the protocols and ciphers of the AWS documentation',
    patch: (body) => body.replace('</SslPolicies>', `${members([oldPolicy])}</SslPolicies>`),
  },
];
