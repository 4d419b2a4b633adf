import check from '../../../checks/transit/secure-cookies.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { address, answer, failed, probe, site } from '../../derive/web/http-facts.ts';

const row = { kind: 'transit.secure-cookies', with: {} } as const;
const setting = (endpoint: string, ...lines: readonly string[]) => {
  const secure = probe(
    answer(
      200,
      lines.map((line) => ['set-cookie', line] as const),
    ),
  );
  return site({ endpoint, addresses: [address({ secure })], plainChain: null, secureChain: null });
};
const dead = site({
  endpoint: 'dead.example.com:443',
  addresses: [address({ secure: probe(failed('refused')) })],
  plainChain: null,
  secureChain: null,
});

testCheck('secure-cookies', check, [
  {
    ...row,
    name: 'all Secure',
    given: { 'web.http': slice(setting('a:443', 'a=*; Secure', 'b=*; Secure=no')) },
    expect: 'pass',
    reasons: ['secure'],
    says: ['all 2 cookies'],
  },
  {
    ...row,
    name: 'one without',
    given: { 'web.http': slice(setting('a:443', 'a=*; Secure', 'b=*; HttpOnly')) },
    expect: 'fail',
    reasons: ['insecure'],
    says: ['without Secure: b'],
  },
  {
    ...row,
    name: 'one that is only deleted',
    given: { 'web.http': slice(setting('a:443', 'a=*; Secure', 'b=; Max-Age=0')) },
    expect: 'pass',
    says: ['all 1 cookies'],
  },
  {
    ...row,
    name: 'one that browsers drop',
    given: { 'web.http': slice(setting('a:443', 'a=*; Secure', 'b=*; SameSite=None')) },
    expect: 'pass',
  },
  {
    ...row,
    name: 'no cookie at all',
    given: { 'web.http': slice(setting('a:443')) },
    expect: 'unknown',
    says: ['no cookie without a login'],
  },
  {
    ...row,
    name: 'none here, good ones there',
    given: { 'web.http': slice(setting('a:443'), setting('b:443', 'a=*; Secure')) },
    expect: 'pass',
    reasons: ['secure'],
  },
  {
    ...row,
    name: 'not reached',
    given: { 'web.http': slice(setting('a:443', 'a=*; Secure'), dead) },
    expect: 'unknown',
    reasons: ['secure', 'gap.unreachable'],
  },
  { ...row, name: 'DNS failed', given: { 'web.http': failedSlice() }, expect: 'unknown' },
  { ...row, name: 'no endpoints', given: {}, expect: 'notApplicable' },
]);
