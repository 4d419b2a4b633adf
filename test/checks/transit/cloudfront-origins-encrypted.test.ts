import check from '../../../checks/transit/cloudfront-origins-encrypted.ts';
import type { Distribution, DistributionOrigin } from '../../../src/domain/aws.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { distribution } from '../aws-items.ts';

const row = { kind: 'transit.encryption', with: { bits: 128, traffic: 'external' } } as const;
const origin = (kind: DistributionOrigin['kind'], protocolPolicy: string | null, id: string = kind) => ({
  id,
  domain: `${id}.example.com`,
  kind,
  protocolPolicy,
});
const given = (origins: Distribution['origins'], change: Partial<Distribution> = {}) => ({
  'aws.cloudfront.distributions': slice(distribution({ origins, ...change })),
});
const open = { behaviors: [{ path: '*', policy: 'allow-all' }] } as const;

testCheck('cloudfront-origins-encrypted', check, [
  {
    ...row,
    name: 'HTTPS to all of them',
    given: given([origin('custom', 'https-only'), origin('s3', null), origin('vpc', null)]),
    expect: 'pass',
    reasons: ['encrypted'],
    says: ['its 3 origins'],
  },
  {
    ...row,
    name: 'HTTP to one',
    given: given([origin('custom', 'https-only', 'a'), origin('custom', 'http-only', 'b')]),
    expect: 'fail',
    reasons: ['plain'],
    says: ['origin b (b.example.com) over HTTP: its policy is http-only'],
  },
  {
    ...row,
    name: 'matching viewers who must come over HTTPS',
    given: given([origin('custom', 'match-viewer')]),
    expect: 'pass',
  },
  {
    ...row,
    name: 'matching viewers who may come over HTTP',
    given: given([origin('custom', 'match-viewer')], open),
    expect: 'fail',
    says: ['who may come over HTTP'],
  },
  { ...row, name: 'a bucket is asked as the viewer asks', given: given([origin('s3', null)], open), expect: 'fail' },
  { ...row, name: 'an origin in a VPC is inside', given: given([origin('vpc', null)], open), expect: 'pass' },
  {
    ...row,
    name: 'matching viewers of whom nothing is told',
    given: given([origin('s3', null)], { behaviors: null }),
    expect: 'unknown',
  },
  { ...row, name: 'an origin without a policy', given: given([origin('custom', null)]), expect: 'unknown' },
  { ...row, name: 'origins are not told', given: given(null), expect: 'unknown' },
  {
    ...row,
    name: 'distributions could not be listed',
    given: { 'aws.cloudfront.distributions': failedSlice() },
    expect: 'unknown',
  },
  { ...row, name: 'no distribution', given: {}, expect: 'notApplicable' },
]);
