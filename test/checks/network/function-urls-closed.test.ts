import check from '../../../checks/network/function-urls-closed.ts';
import { known } from '../../../src/domain/gap.ts';
import type { EndpointPolicy } from '../../../src/domain/managed-endpoints.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { denied } from '../../derive/net/facts.ts';
import { endpoint, network, policy } from './world.ts';

const claim = { kind: 'network.isolation', with: { edges: ['load-balancer', 'api-gateway'] } } as const;

const both = ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'];
const url = (authType: 'NONE' | 'AWS_IAM', asked: EndpointPolicy, actions: readonly string[] = both) => ({
  'aws.lambda.urls': slice(
    endpoint({
      id: 'arn:aws:lambda:eu-west-1:111122223333:function:webhooks',
      type: 'lambda-url',
      name: 'webhooks',
      door: 'function-url',
      access: known({
        at: 'service',
        setting: `AuthType ${authType}`,
        sources: null,
        policy: {
          ...asked,
          actions,
          absent: 'nobody',
          given: { 'lambda:functionurlauthtype': authType, 'lambda:invokedviafunctionurl': 'true' },
        },
      }),
    }),
  ),
  ...network(),
});
const callUrl = (authType: string) => ({
  Action: 'lambda:InvokeFunctionUrl',
  Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': authType } },
});
const call = { Action: 'lambda:InvokeFunction', Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } } };
const ownAccount = { Principal: { AWS: 'arn:aws:iam::111122223333:root' } };

testCheck('function-urls-closed', check, [
  {
    name: 'AuthType NONE, both rights for everybody',
    ...claim,
    given: url('NONE', policy([callUrl('NONE'), call])),
    expect: 'fail',
    reasons: ['open'],
    says: ['internet 203.0.113.9 -> ', 'AuthType NONE; its policy admits anybody'],
  },
  {
    name: 'an old URL needs the first right alone',
    ...claim,
    given: url('NONE', policy([callUrl('NONE')]), ['lambda:InvokeFunctionUrl']),
    expect: 'fail',
  },
  {
    name: 'a new URL without the second right',
    ...claim,
    given: url('NONE', policy([callUrl('NONE')])),
    expect: 'unknown',
  },
  {
    name: 'AuthType NONE, but no policy: AWS refuses everybody',
    ...claim,
    given: url('NONE', policy([], { text: known(null) })),
    expect: 'pass',
    reasons: ['refused'],
  },
  {
    name: 'the policy is about URLs of the other type',
    ...claim,
    given: url('NONE', policy([callUrl('AWS_IAM'), call])),
    expect: 'pass',
  },
  {
    name: 'AWS_IAM for the own account',
    ...claim,
    given: url('AWS_IAM', policy([{ ...call, ...ownAccount }])),
    expect: 'pass',
  },
  {
    name: 'AWS_IAM for every account there is',
    ...claim,
    given: url('AWS_IAM', policy([callUrl('AWS_IAM'), call])),
    expect: 'fail',
    says: ['AuthType AWS_IAM; its policy admits anybody'],
  },
  {
    name: 'limited to one address of the internet',
    ...claim,
    given: url(
      'NONE',
      policy([{ Action: 'lambda:*', Condition: { IpAddress: { 'aws:SourceIp': '198.51.100.7/32' } } }]),
    ),
    expect: 'fail',
    says: ['internet 198.51.100.7 -> '],
  },
  {
    name: 'a condition that nobody can judge',
    ...claim,
    given: url('NONE', policy([{ Action: 'lambda:*', Condition: { StringEquals: { 'custom:Key': 'x' } } }])),
    expect: 'unknown',
  },
  {
    name: 'policy unread',
    ...claim,
    given: url('NONE', policy([], { text: denied('lambda:GetPolicy') })),
    expect: 'unknown',
    says: ['lambda:GetPolicy'],
  },
  {
    name: 'policy malformed',
    ...claim,
    given: url('NONE', policy([], { text: known('{') })),
    expect: 'unknown',
  },
  {
    name: 'functions unlisted',
    ...claim,
    given: { 'aws.lambda.urls': failedSlice(), ...network() },
    expect: 'unknown',
  },
  { name: 'none', ...claim, given: { 'aws.lambda.urls': slice(), ...network() }, expect: 'notApplicable' },
]);
