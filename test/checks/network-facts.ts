import { known, unread } from '../../src/domain/gap.ts';
import type { FlowLog, Instance, NetworkFacts, NetworkInterface, Subnet } from '../../src/domain/network.ts';
import { denied } from '../check-tester.ts';

const missing = unread(denied('ec2:Describe'));

/** Facts of one region of which only what a row names was read. */
export const networkFacts = (change: Partial<NetworkFacts>): NetworkFacts => ({
  account: '111111111111',
  region: 'us-east-1',
  vpcs: missing,
  subnets: missing,
  routeTables: missing,
  internetGateways: missing,
  networkAcls: missing,
  securityGroups: missing,
  groupAssociations: missing,
  prefixLists: missing,
  blockOptions: missing,
  blockExclusions: missing,
  peerings: missing,
  transitAttachments: missing,
  transitTables: missing,
  interfaces: missing,
  instances: missing,
  balancers: missing,
  targetGroups: missing,
  flowLogs: missing,
  vpcEndpoints: missing,
  ...change,
});

export const subnets = known<readonly Subnet[]>(
  ['a', 'b'].map((letter) => ({
    id: `subnet-${letter}`,
    vpc: 'vpc-1',
    owner: '111111111111',
    zone: `us-east-1${letter}`,
    cidrs: [],
    publicIpOnLaunch: false,
    ipv6OnLaunch: false,
    blockMode: null,
    tags: {},
  })),
);

export const server = (id: string, subnet: string, group: string | null, state = 'running'): Instance => ({
  id,
  state,
  vpc: 'vpc-1',
  subnet,
  publicIp: null,
  profile: null,
  keyName: null,
  metadata: { enabled: null, tokenRequired: null },
  tags: group === null ? {} : { 'aws:autoscaling:groupName': group },
});

export const networkInterface = (subnet: string, inUse = true): NetworkInterface => ({
  id: `eni-${subnet}`,
  owner: '111111111111',
  vpc: 'vpc-1',
  subnet,
  groups: [],
  type: 'interface',
  description: '',
  requester: null,
  inUse,
  instance: null,
  primary: false,
  sourceDestCheck: true,
  denyAllIgwTraffic: false,
  addresses: [],
  ipv6: [],
  tags: {},
});

export const flowLog = (resource: string, change: Partial<FlowLog> = {}): FlowLog => ({
  id: `fl-${resource}`,
  resource,
  active: true,
  delivering: true,
  traffic: 'ALL',
  ...change,
});
