import check from '../../../checks/audit/cloudtrail-records.ts';
import type { Trail } from '../../../src/domain/aws.ts';
import { notRead, read, slice, testCheck } from '../../check-tester.ts';
import { ago, day } from '../aws-items.ts';
import { region, status, trail } from './trails.ts';

const kind = 'audit.access-logging';
const claim = {} as const;
const shadow = trail({ status: null, allManagementEvents: null });
const home = (change: Partial<Trail>) => ({ 'aws.cloudtrail.trails': slice(region('us-east-1', trail(change))) });

testCheck('cloudtrail-records', check, [
  {
    name: 'one trail for all regions',
    kind,
    with: claim,
    given: { 'aws.cloudtrail.trails': slice(region('us-east-1', trail()), region('us-west-2', shadow)) },
    expect: 'pass',
    reasons: ['recorded', 'recorded'],
  },
  {
    name: 'a trail of one region leaves the other out',
    kind,
    with: claim,
    given: { 'aws.cloudtrail.trails': slice(region('us-east-1', trail({ multiRegion: false })), region('us-west-2')) },
    expect: 'fail',
    reasons: ['none', 'recorded'],
    says: ['no trail records what is done in us-west-2'],
  },
  {
    name: 'stopped',
    kind,
    with: claim,
    given: home({ status: read({ ...status, logging: false }) }),
    expect: 'fail',
    says: ['is stopped'],
  },
  {
    name: 'cannot deliver',
    kind,
    with: claim,
    given: home({ status: read({ ...status, deliveryError: 'AccessDenied' }) }),
    expect: 'fail',
    says: ['cannot deliver: AccessDenied'],
  },
  {
    name: 'silent for two days',
    kind,
    with: claim,
    given: home({ status: read({ ...status, lastDelivery: ago(2 * day) }) }),
    expect: 'fail',
    says: ['more than a day'],
  },
  {
    name: 'never delivered',
    kind,
    with: claim,
    given: home({ status: read({ ...status, lastDelivery: null }) }),
    expect: 'unknown',
  },
  {
    name: 'not validated',
    kind,
    with: claim,
    given: home({ validation: false }),
    expect: 'fail',
    says: ['does not validate'],
  },
  {
    name: 'writes only',
    kind,
    with: claim,
    given: home({ allManagementEvents: read(false) }),
    expect: 'fail',
    says: ['leaves out management events'],
  },
  {
    name: 'a second trail makes up for the first',
    kind,
    with: claim,
    given: {
      'aws.cloudtrail.trails': slice(
        region(
          'us-east-1',
          trail({ status: read({ ...status, logging: false }) }),
          trail({ arn: 'arn:aws:cloudtrail:us-east-1:111111111111:trail/second' }),
        ),
      ),
    },
    expect: 'pass',
    says: ['trail/second'],
  },
  {
    name: "an organisation's trail of another account",
    kind,
    with: claim,
    given: { 'aws.cloudtrail.trails': slice(region('us-west-2', shadow)) },
    expect: 'unknown',
    says: ['home region us-east-1'],
  },
  {
    name: 'status could not be read',
    kind,
    with: claim,
    given: home({ status: notRead('cloudtrail:GetTrailStatus') }),
    expect: 'unknown',
  },
  {
    name: 'selectors could not be read',
    kind,
    with: claim,
    given: home({ allManagementEvents: notRead() }),
    expect: 'unknown',
  },
  {
    name: 'trails could not be listed',
    kind,
    with: claim,
    given: { 'aws.cloudtrail.trails': slice({ ...region('us-east-1'), trails: notRead() }) },
    expect: 'unknown',
  },
  { name: 'no region', kind, with: claim, given: {}, expect: 'notApplicable' },
]);
