import check from '../../../checks/identity/server-key-pairs.ts';
import { denied, failedSlice, slice, testCheck } from '../../check-tester.ts';
import { ec2Instance } from '../aws-items.ts';

const row = { kind: 'identity.server-keys', with: {} } as const;
const given = (...changes: readonly Parameters<typeof ec2Instance>[0][]) => ({
  'aws.ec2.instances': slice(...changes.map((one) => ec2Instance(one))),
});
const second = { id: 'i-2' } as const;

testCheck('server-key-pairs', check, [
  {
    name: 'a pair each',
    ...row,
    given: given({}, { ...second, keyName: 'app-2' }),
    expect: 'pass',
    reasons: ['single', 'single'],
  },
  {
    name: 'one pair for two',
    ...row,
    given: given({}, second),
    expect: 'fail',
    reasons: ['shared'],
    says: ['2 running instances share key pair app-1: i-1, i-2'],
  },
  {
    name: 'a name of another region is another pair',
    ...row,
    given: given({}, { ...second, region: 'eu-west-1' }),
    expect: 'pass',
  },
  {
    name: 'and so is one of another account',
    ...row,
    given: given({}, { ...second, account: '222222222222' }),
    expect: 'pass',
  },
  {
    name: 'a stopped instance does not count',
    ...row,
    given: given({}, { ...second, state: 'stopped' }),
    expect: 'pass',
  },
  {
    name: 'nor one without a pair',
    ...row,
    given: given({}, { ...second, keyName: null }, { id: 'i-3', keyName: null }),
    expect: 'pass',
    reasons: ['single'],
  },
  { name: 'no instance has a pair', ...row, given: given({ keyName: null }), expect: 'notApplicable' },
  {
    name: 'instances could not be listed',
    ...row,
    given: { 'aws.ec2.instances': failedSlice(denied('ec2:DescribeInstances')) },
    expect: 'unknown',
  },
  {
    name: 'a fail stands although a region could not be listed',
    ...row,
    given: { 'aws.ec2.instances': { ...failedSlice(), items: [ec2Instance(), ec2Instance(second)] } },
    expect: 'fail',
  },
]);
