import check from '../../../checks/transit/cloudfront-viewers-encrypted.ts';
import type { Distribution } from '../../../src/domain/aws.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { distribution } from '../aws-items.ts';

const row = { kind: 'transit.https-only', with: {} } as const;
const given = (behaviors: Distribution['behaviors']) => ({
  'aws.cloudfront.distributions': slice(distribution({ behaviors })),
});

testCheck('cloudfront-viewers-encrypted', check, [
  {
    ...row,
    name: 'every path pattern demands HTTPS',
    given: given([
      { path: '*', policy: 'redirect-to-https' },
      { path: '/api/*', policy: 'https-only' },
    ]),
    expect: 'pass',
    reasons: ['encrypted'],
    says: ['all of its 2 path patterns'],
  },
  {
    ...row,
    name: 'one that does not is enough, whatever the default does',
    given: given([
      { path: '*', policy: 'redirect-to-https' },
      { path: '/old/*', policy: 'allow-all' },
    ]),
    expect: 'fail',
    reasons: ['plain'],
    says: ['allows viewers HTTP for /old/*'],
  },
  {
    ...row,
    name: 'one that is not told beside a plain one',
    given: given([
      { path: '*', policy: null },
      { path: '/old/*', policy: 'allow-all' },
    ]),
    expect: 'fail',
  },
  { ...row, name: 'one that is not told', given: given([{ path: '*', policy: null }]), expect: 'unknown' },
  { ...row, name: 'none is told', given: given(null), expect: 'unknown' },
  {
    name: 'internal traffic is another matter',
    kind: 'transit.encryption',
    with: { bits: 128, traffic: 'internal' },
    given: given([{ path: '*', policy: 'allow-all' }]),
    expect: 'notApplicable',
  },
  {
    name: 'encryption in transit is not',
    kind: 'transit.encryption',
    with: { bits: 128, traffic: 'all' },
    given: given([{ path: '*', policy: 'allow-all' }]),
    expect: 'fail',
  },
  {
    ...row,
    name: 'distributions could not be listed',
    given: { 'aws.cloudfront.distributions': failedSlice() },
    expect: 'unknown',
  },
  { ...row, name: 'no distribution', given: {}, expect: 'notApplicable' },
]);
