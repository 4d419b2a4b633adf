import check from '../../../checks/audit/vpc-flow-logs.ts';
import { notRead, read, slice, testCheck } from '../../check-tester.ts';
import { flowLog, networkFacts, networkInterface } from '../network-facts.ts';

const kind = 'audit.access-logging';
const claim = {} as const;
const used = read([networkInterface('subnet-a'), networkInterface('subnet-b')]);
const given = (...logs: readonly ReturnType<typeof flowLog>[]) => ({
  'aws.network': slice(networkFacts({ interfaces: used, flowLogs: read(logs) })),
});

testCheck('vpc-flow-logs', check, [
  { name: 'a log of the VPC', kind, with: claim, given: given(flowLog('vpc-1')), expect: 'pass' },
  {
    name: 'a log of each subnet in use',
    kind,
    with: claim,
    given: given(flowLog('subnet-a'), flowLog('subnet-b')),
    expect: 'pass',
  },
  {
    name: 'a subnet without',
    kind,
    with: claim,
    given: given(flowLog('subnet-a')),
    expect: 'fail',
    says: ['no flow log records subnet subnet-b'],
  },
  {
    name: 'accepted and rejected traffic in two logs',
    kind,
    with: claim,
    given: given(flowLog('vpc-1', { traffic: 'ACCEPT' }), flowLog('vpc-1', { id: 'fl-2', traffic: 'REJECT' })),
    expect: 'pass',
  },
  {
    name: 'accepted traffic only',
    kind,
    with: claim,
    given: given(flowLog('vpc-1', { traffic: 'ACCEPT' })),
    expect: 'fail',
    says: ['leave out part of the traffic'],
  },
  {
    name: 'it does not deliver',
    kind,
    with: claim,
    given: given(flowLog('vpc-1', { delivering: false })),
    expect: 'fail',
    says: ['does not deliver'],
  },
  {
    name: 'a VPC that nothing is in',
    kind,
    with: claim,
    given: { 'aws.network': slice(networkFacts({ interfaces: read([networkInterface('subnet-a', false)]) })) },
    expect: 'notApplicable',
  },
  {
    name: 'flow logs could not be listed',
    kind,
    with: claim,
    given: { 'aws.network': slice(networkFacts({ interfaces: used })) },
    expect: 'unknown',
  },
  {
    name: 'interfaces could not be listed',
    kind,
    with: claim,
    given: { 'aws.network': slice(networkFacts({ interfaces: notRead(), flowLogs: read([]) })) },
    expect: 'unknown',
  },
]);
