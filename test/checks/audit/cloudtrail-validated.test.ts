import check from '../../../checks/audit/cloudtrail-validated.ts';
import { failedSlice, notRead, slice, testCheck } from '../../check-tester.ts';
import { region, trail } from './trails.ts';

const row = { kind: 'audit.immutable', with: {} } as const;
const second = { arn: 'arn:aws:cloudtrail:us-east-1:111111111111:trail/second' } as const;

testCheck('cloudtrail-validated', check, [
  {
    name: 'a trail that shows in two regions is one trail',
    ...row,
    given: { 'aws.cloudtrail.trails': slice(region('us-east-1', trail()), region('us-west-2', trail())) },
    expect: 'pass',
    reasons: ['validated'],
  },
  {
    name: 'one of two does not validate',
    ...row,
    given: { 'aws.cloudtrail.trails': slice(region('us-east-1', trail(), trail({ ...second, validation: false }))) },
    expect: 'fail',
    reasons: ['unvalidated', 'validated'],
    says: ['trail/second does not validate'],
  },
  {
    name: 'trails of a region could not be listed',
    ...row,
    given: {
      'aws.cloudtrail.trails': slice(region('us-east-1', trail()), {
        ...region('us-west-2'),
        trails: notRead('cloudtrail:DescribeTrails'),
      }),
    },
    expect: 'unknown',
    reasons: ['gap.denied', 'validated'],
  },
  {
    name: 'no region could be read',
    ...row,
    given: { 'aws.cloudtrail.trails': failedSlice() },
    expect: 'unknown',
  },
  {
    name: 'no trail',
    ...row,
    given: { 'aws.cloudtrail.trails': slice(region('us-east-1')) },
    expect: 'notApplicable',
  },
]);
