import check from '../../../checks/transit/cloudfront-viewer-policies.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { distribution } from '../aws-items.ts';

const kind = 'transit.encryption';
const external = { bits: 128, traffic: 'external' } as const;
const viewer = (policy: string | null, defaultCertificate = false) => ({
  'aws.cloudfront.distributions': slice(distribution({ viewer: { policy, defaultCertificate } })),
});

testCheck('cloudfront-viewer-policies', check, [
  ...['TLSv1.3_2025', 'TLSv1.2_2025', 'TLSv1.2_2021', 'TLSv1.2_2019', 'TLSv1.2_2018', 'TLSv1.1_2016', 'TLSv1_2016'].map(
    (policy) =>
      ({
        name: `${policy} allows 128 bits and more`,
        kind,
        with: external,
        given: viewer(policy),
        expect: 'pass',
        reasons: ['strong'],
        says: [`security policy ${policy}`, '(128 bits'],
      }) as const,
  ),
  {
    name: 'TLSv1 allows 3DES, which takes 112 bits to break',
    kind,
    with: external,
    given: viewer('TLSv1'),
    expect: 'fail',
    reasons: ['weak'],
    says: ['TLS_RSA_WITH_3DES_EDE_CBC_SHA (112 bits; TLSv1, TLSv1.1, TLSv1.2, TLSv1.3)'],
  },
  { name: 'so does SSLv3', kind, with: external, given: viewer('SSLv3'), expect: 'fail', says: ['SSLv3, TLSv1'] },
  {
    name: 'the default certificate means TLSv1, whatever is set',
    kind,
    with: external,
    given: viewer('TLSv1.2_2021', true),
    expect: 'fail',
    reasons: ['weak-default'],
    says: ['its security policy is TLSv1 whatever is set'],
  },
  {
    name: 'which is enough for 112 bits',
    kind,
    with: { bits: 112, traffic: 'all' },
    given: viewer('TLSv1.2_2021', true),
    expect: 'pass',
  },
  {
    name: '256 bits are claimed, and every policy allows 128',
    kind,
    with: { bits: 256, traffic: 'external' },
    given: viewer('TLSv1.3_2025'),
    expect: 'fail',
  },
  { name: 'a policy of tomorrow', kind, with: external, given: viewer('TLSv1.3_2031'), expect: 'unknown' },
  { name: 'a policy without a name', kind, with: external, given: viewer(null), expect: 'unknown' },
  {
    name: 'a listing that tells nothing of viewers',
    kind,
    with: external,
    given: { 'aws.cloudfront.distributions': slice(distribution({ viewer: null })) },
    expect: 'unknown',
  },
  {
    name: 'distributions could not be listed',
    kind,
    with: external,
    given: { 'aws.cloudfront.distributions': failedSlice() },
    expect: 'unknown',
  },
  { name: 'no distribution', kind, with: external, given: {}, expect: 'notApplicable' },
]);
