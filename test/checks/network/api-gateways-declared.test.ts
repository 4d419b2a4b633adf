import check from '../../../checks/network/api-gateways-declared.ts';
import { known } from '../../../src/domain/gap.ts';
import type { EndpointPolicy, ManagedEndpoint } from '../../../src/domain/managed-endpoints.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { denied } from '../../derive/net/facts.ts';
import { endpoint, network, policy } from './world.ts';

const declared = { kind: 'network.isolation', with: { edges: ['api-gateway'] } } as const;
const undeclared = { kind: 'network.isolation', with: { edges: ['load-balancer', 'cdn'] } } as const;

const api = (access: ManagedEndpoint['access']) => ({
  'aws.api-gateway.apis': slice(
    endpoint({
      id: 'arn:aws:apigateway:eu-west-1::/restapis/a1',
      type: 'api',
      name: 'orders',
      door: 'api-gateway',
      access,
    }),
  ),
  ...network(),
});
const guarded = (own: EndpointPolicy | null) =>
  api(known({ at: 'service', setting: 'default endpoint', sources: null, policy: own }));
const everybody = { Action: 'execute-api:Invoke', Resource: 'arn:aws:execute-api:eu-west-1:111122223333:a1/*' };
const only = (addresses: string) => ({ NotIpAddress: { 'aws:SourceIp': addresses } });

testCheck('api-gateways-declared', check, [
  {
    name: 'faces the internet as the claim allows',
    ...declared,
    given: guarded(null),
    expect: 'pass',
    reasons: ['declared'],
  },
  {
    name: 'faces the internet although the claim does not allow it',
    ...undeclared,
    given: guarded(null),
    expect: 'fail',
    reasons: ['undeclared'],
    says: ['internet 203.0.113.9 -> ', 'default endpoint'],
  },
  {
    name: 'without a policy everybody gets to it',
    ...undeclared,
    given: guarded(policy([], { text: known(null) })),
    expect: 'fail',
    says: ['no policy restricts it'],
  },
  {
    name: 'private',
    ...undeclared,
    given: api(known({ at: 'nowhere', code: 'PRIVATE_API' })),
    expect: 'pass',
    reasons: ['closed'],
    says: ['VPC endpoints only'],
  },
  {
    name: 'a policy for one VPC endpoint',
    ...undeclared,
    given: guarded(policy([{ ...everybody, Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } }])),
    expect: 'pass',
    says: ['AWS refuses strangers'],
  },
  {
    name: 'everybody but strangers is denied: an office on the internet is left',
    ...undeclared,
    given: guarded(policy([everybody, { ...everybody, Effect: 'Deny', Condition: only('198.51.100.0/24') }])),
    expect: 'fail',
    says: ['internet 198.51.100.0 -> '],
  },
  {
    name: 'everybody outside of private addresses is denied',
    ...undeclared,
    given: guarded(policy([everybody, { ...everybody, Effect: 'Deny', Condition: only('10.0.0.0/8') }])),
    expect: 'pass',
    reasons: ['closed'],
  },
  {
    name: 'not known whether it is public, allowed anyway',
    ...declared,
    given: api(denied('apigateway:GET')),
    expect: 'pass',
  },
  {
    name: 'not known whether it is public, not allowed',
    ...undeclared,
    given: api(denied('apigateway:GET')),
    expect: 'unknown',
    says: ['apigateway:GET'],
  },
  {
    name: 'APIs unlisted',
    ...declared,
    given: { 'aws.api-gateway.apis': failedSlice(), ...network() },
    expect: 'unknown',
  },
  { name: 'none', ...declared, given: { 'aws.api-gateway.apis': slice(), ...network() }, expect: 'notApplicable' },
]);
