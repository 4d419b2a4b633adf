import { describe, expect, test } from 'vitest';
import clientVpns from '../../../../src/collect/aws/network/client-vpns.ts';
import connectEndpoints from '../../../../src/collect/aws/network/connect-endpoints.ts';
import endpointServices from '../../../../src/collect/aws/network/endpoint-services.ts';
import { collectWith } from '../collectors/collect-with.ts';

describe('endpoint services', () => {
  const service = (AcceptanceRequired: boolean | null) => ({
    'ec2:DescribeVpcEndpointServiceConfigurations': {
      ServiceConfigurations: [
        { ServiceId: 'vpce-svc-1', AcceptanceRequired, Tags: [{ Key: 'Name', Value: 'ledger' }] },
      ],
    },
  });
  const open = { AllowedPrincipals: [{ PrincipalType: 'All', Principal: '*' }] };

  test('who may connect is not asked where each connection is accepted', async () => {
    const { items, calls } = await collectWith(endpointServices, service(true));
    expect(items).toMatchObject([{ name: 'ledger', acceptance: true, principals: null }]);
    expect(calls).toHaveLength(1);
  });

  test.each([false, null])('acceptance %s: the principals count', async (acceptance) => {
    const { items } = await collectWith(endpointServices, {
      ...service(acceptance),
      'ec2:DescribeVpcEndpointServicePermissions': open,
    });
    expect(items).toMatchObject([{ acceptance, principals: { value: ['*'] } }]);
  });

  test('denied permissions are told of the service', async () => {
    const { items, gaps } = await collectWith(endpointServices, service(false));
    expect(items).toMatchObject([{ principals: { ok: false, gap: { kind: 'denied' } } }]);
    expect(gaps).toEqual([]);
  });
});

test('an endpoint of Instance Connect with its place and groups', async () => {
  const endpoint = {
    InstanceConnectEndpointId: 'eice-1',
    InstanceConnectEndpointArn: 'arn:aws:ec2:us-east-1:111111111111:instance-connect-endpoint/eice-1',
    State: 'create-complete',
    VpcId: 'vpc-1',
    SubnetId: 'subnet-a',
    SecurityGroupIds: ['sg-1'],
    NetworkInterfaceIds: ['eni-1'],
  };
  const { items } = await collectWith(connectEndpoints, {
    'ec2:DescribeInstanceConnectEndpoints': {
      InstanceConnectEndpoints: [endpoint, { ...endpoint, State: 'delete-in-progress', PreserveClientIp: true }],
    },
  });
  expect(items).toMatchObject([
    { name: 'eice-1', vpc: 'vpc-1', groups: ['sg-1'], available: true, preservesClientIp: null },
    { available: false, preservesClientIp: true },
  ]);
});

describe('Client VPN endpoints', () => {
  const vpn = {
    ClientVpnEndpointId: 'cvpn-1',
    Description: 'staff',
    VpcId: 'vpc-1',
    TransportProtocol: 'udp',
    VpnPort: 443,
    ClientCidrBlock: '10.9.0.0/16',
    SecurityGroupIds: ['sg-1'],
    AuthenticationOptions: [{ Type: 'federated-authentication' }, { Type: 'certificate-authentication' }],
  };
  const listed = { 'ec2:DescribeClientVpnEndpoints': { ClientVpnEndpoints: [vpn] } };

  test('with the subnets they lead into and whom they let go where', async () => {
    const { items } = await collectWith(clientVpns, {
      ...listed,
      'ec2:DescribeClientVpnTargetNetworks': { ClientVpnTargetNetworks: [{ TargetNetworkId: 'subnet-a' }] },
      'ec2:DescribeClientVpnAuthorizationRules': {
        AuthorizationRules: [
          { DestinationCidr: '10.0.0.0/16', GroupId: 'ops', AccessAll: false },
          { DestinationCidr: '10.1.0.0/16', GroupId: '', AccessAll: true },
        ],
      },
    });
    expect(items).toMatchObject([
      {
        name: 'staff',
        protocol: 'udp',
        port: 443,
        clients: '10.9.0.0/16',
        authentication: ['certificate-authentication', 'federated-authentication'],
        subnets: { value: ['subnet-a'] },
        rules: {
          value: [
            { to: '10.0.0.0/16', group: 'ops' },
            { to: '10.1.0.0/16', group: null },
          ],
        },
      },
    ]);
  });

  test('what was denied is told of the endpoint', async () => {
    const { items, gaps } = await collectWith(clientVpns, listed);
    expect(items).toMatchObject([{ subnets: { ok: false }, rules: { ok: false } }]);
    expect(gaps).toEqual([]);
  });
});
