import check from '../../../checks/transit/hsts.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { address, failed, home, probe, site } from '../../derive/web/http-facts.ts';

const row = { kind: 'transit.hsts', with: { maxAgeSeconds: 15_552_000 } } as const;
const serving = (...lines: readonly string[]) => ({
  'web.http': slice(site({ addresses: [address({ secure: probe(home(...lines)) })] })),
});
const failing = (kind: 'refused' | 'tls' | 'timeout') => ({
  'web.http': slice(
    site({ addresses: [address({ secure: probe(failed(kind)), unverified: home('max-age=63072000') })] }),
  ),
});

testCheck('hsts', check, [
  {
    ...row,
    name: 'a year',
    given: serving('max-age=31536000; includeSubDomains'),
    expect: 'pass',
    reasons: ['present'],
    says: ['31536000 s, subdomains included'],
  },
  {
    ...row,
    name: 'exactly as long as claimed',
    given: serving('max-age=15552000'),
    expect: 'pass',
    says: ['subdomains not included'],
  },
  {
    ...row,
    name: 'two years claimed and stated',
    with: { maxAgeSeconds: 63_072_000 },
    given: serving('max-age=63072000'),
    expect: 'pass',
  },
  {
    ...row,
    name: 'a second too short',
    given: serving('max-age=15551999'),
    expect: 'fail',
    reasons: ['short'],
    says: ['15551999 s, 15552000 s are claimed'],
  },
  { ...row, name: 'none', given: serving(), expect: 'fail', reasons: ['absent'] },
  {
    ...row,
    name: 'not a number',
    given: serving('max-age=31536000abc'),
    expect: 'fail',
    reasons: ['invalid'],
    says: ['max-age is not a number'],
  },
  { ...row, name: 'forget', given: serving('max-age=0'), expect: 'fail', reasons: ['disabled'] },
  {
    ...row,
    name: 'any age claimed, forget',
    with: { maxAgeSeconds: 0 },
    given: serving('max-age=0'),
    expect: 'fail',
    reasons: ['disabled'],
  },
  { ...row, name: 'closed', given: failing('refused'), expect: 'unknown', reasons: ['gap.unreachable'] },
  { ...row, name: 'certificate does not verify', given: failing('tls'), expect: 'unknown' },
  { ...row, name: 'timeout', given: failing('timeout'), expect: 'unknown', reasons: ['gap.timeout'] },
  { ...row, name: 'no address', given: { 'web.http': slice(site({ addresses: [] })) }, expect: 'unknown' },
  { ...row, name: 'DNS failed', given: { 'web.http': failedSlice() }, expect: 'unknown' },
  { ...row, name: 'no endpoints', given: {}, expect: 'notApplicable' },
]);
