import type { AccountFacts } from '../../../../fixtures/seed/facts.ts';
import { type Answer, xml } from '../answer.ts';
import type { Call } from '../call.ts';
import type { Repair } from '../repair.ts';

const response = (operation: string, inner: string): Answer =>
  xml(
    `<${operation}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>overlay</requestId>${inner}</${operation}Response>`,
  );

const blockOptions = ({ account, region }: Call): string =>
  `<vpcBlockPublicAccessOptions><awsAccountId>${account}</awsAccountId><awsRegion>${region}</awsRegion>` +
  '<state>default-state</state><internetGatewayBlockMode>off</internetGatewayBlockMode>' +
  '<exclusionsAllowed>allowed</exclusionsAllowed><managedBy>account</managedBy></vpcBlockPublicAccessOptions>';

/** Regions that an account has without opting in. */
const DEFAULT_REGIONS: ReadonlySet<string> = new Set(
  (
    'us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 sa-east-1 eu-central-1 eu-west-1 eu-west-2 eu-west-3 eu-north-1 ' +
    'ap-south-1 ap-southeast-1 ap-southeast-2 ap-northeast-1 ap-northeast-2 ap-northeast-3'
  ).split(' '),
);

const patchRegions = (body: string, all: boolean): string =>
  body.replace(/<item>(?:(?!<item>)[\s\S])*?<regionName>([^<]+)<[\s\S]*?<\/item>/g, (item, name: string) => {
    const byDefault = DEFAULT_REGIONS.has(name);
    if (!byDefault && !all) return '';
    return item.replace(/<optInStatus>[^<]*</, `<optInStatus>${byDefault ? 'opt-in-not-required' : 'not-opted-in'}<`);
  });

/** moto hands out loopback addresses as Elastic IPs, and NAT gateways an ordinary interface with an address of nowhere. */
const patchAddresses = (body: string, { natInterfaces }: AccountFacts): string =>
  natInterfaces.reduce(
    (text, { emulated, address }) => text.replaceAll(`>${emulated}<`, `>${address}<`),
    body.replace(/>127\.\d+\.(\d+)\.(\d+)</g, '>54.215.$1.$2<'),
  );

const patchNatInterface = (body: string, id: string): string => {
  const named = body.indexOf(`<networkInterfaceId>${id}<`);
  const from = body.lastIndexOf('<groupSet', named);
  const to = body.indexOf('<vpcId>', named);
  if (named < 0 || from < 0 || to < 0) return body;
  const own = body
    .slice(from, to)
    .replace(/<groupSet>.*?<\/groupSet>/s, '<groupSet/>')
    .replace('<interfaceType>interface<', '<interfaceType>nat_gateway<')
    .replace('<requesterManaged>false<', '<requesterManaged>true<')
    .replace('<sourceDestCheck>true<', '<sourceDestCheck>false<')
    .replace('<status>available<', '<status>in-use<');
  return body.slice(0, from) + own + body.slice(to);
};

export const ec2Repairs: readonly Repair[] = [
  {
    service: 'ec2',
    operation: 'DescribeRegions',
    moto: 'regions that nobody opted into, af-south-1 as if it needed no opting in',
    here: 'the 17 regions every account has; all, with their status, when all are asked for',
    patch: (body, { form }) => patchRegions(body, form.get('AllRegions') === 'true'),
  },
  {
    service: 'ec2',
    operation: /^Describe(Addresses|NatGateways)$/,
    moto: 'Elastic IPs from 127.0.0.0/8, NAT gateways with addresses outside of their subnet',
    here: 'Elastic IPs from 54.215.0.0/16, addresses of the subnet',
    patch: (body, _call, facts) => patchAddresses(body, facts),
  },
  {
    service: 'ec2',
    operation: 'DescribeNetworkInterfaces',
    moto: 'the same addresses; interfaces of NAT gateways look like unattached ones of the default group',
    here: 'the same addresses; type nat_gateway, managed by AWS, without groups',
    patch: (body, _call, facts) =>
      facts.natInterfaces.reduce((text, { id }) => patchNatInterface(text, id), patchAddresses(body, facts)),
  },
  {
    service: 'ec2',
    operation: 'DescribeVpcBlockPublicAccessOptions',
    moto: 'not implemented',
    here: 'off everywhere',
    answer: (call) => response('DescribeVpcBlockPublicAccessOptions', blockOptions(call)),
  },
  {
    service: 'ec2',
    operation: 'DescribeVpcBlockPublicAccessExclusions',
    moto: 'not implemented',
    here: 'none',
    answer: () =>
      response(
        'DescribeVpcBlockPublicAccessExclusions',
        '<vpcBlockPublicAccessExclusionSet></vpcBlockPublicAccessExclusionSet>',
      ),
  },
  {
    service: 'ec2',
    operation: 'DescribeSecurityGroupVpcAssociations',
    moto: 'not implemented',
    here: 'none',
    answer: () =>
      response(
        'DescribeSecurityGroupVpcAssociations',
        '<securityGroupVpcAssociationSet></securityGroupVpcAssociationSet>',
      ),
  },
  {
    service: 'ec2',
    operation: 'DescribeInstanceConnectEndpoints',
    moto: 'not implemented',
    here: 'none',
    answer: () =>
      response('DescribeInstanceConnectEndpoints', '<instanceConnectEndpointSet></instanceConnectEndpointSet>'),
  },
  {
    service: 'ec2',
    operation: 'GetSerialConsoleAccessStatus',
    moto: 'not implemented',
    here: 'turned off, as AWS has it in new accounts',
    answer: () =>
      response('GetSerialConsoleAccessStatus', '<serialConsoleAccessEnabled>false</serialConsoleAccessEnabled>'),
  },
  {
    service: 'ec2',
    operation: 'GetSnapshotBlockPublicAccessState',
    moto: 'not implemented',
    here: 'unblocked',
    answer: () =>
      response('GetSnapshotBlockPublicAccessState', '<state>unblocked</state><managedBy>account</managedBy>'),
  },
];
