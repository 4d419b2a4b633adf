import { expect, test } from 'vitest';
import check from '../../../checks/ddos/rate-limit-headers.ts';
import rateRules from '../../../checks/ddos/waf-rate-limits.ts';
import { noArtifacts, noItems } from '../../../src/domain/artifact-keys.generated.ts';
import type { HeaderLines } from '../../../src/domain/web.ts';
import { register } from '../../../src/evaluate/register.ts';
import { runCheck } from '../../../src/evaluate/run-check.ts';
import { statusOf } from '../../../src/score/status.ts';
import { failedSlice, now, slice, testCheck } from '../../check-tester.ts';
import { address, answer, hop, probe, SECURE, site, TLS } from '../../derive/web/http-facts.ts';
import { webAclDoor } from '../aws-items.ts';

const row = { kind: 'ddos.rate-limit', with: {} } as const;
const answers = (status: number, ...headers: HeaderLines) => ({
  'web.http': slice(site({ addresses: [address({ secure: probe(answer(status, headers, TLS)) })] })),
});
const announced = { expect: 'pass', reasons: ['announced'] } as const;

testCheck('rate-limit-headers', check, [
  { ...row, name: 'RateLimit', given: answers(200, ['ratelimit', '"default";r=50;t=30']), ...announced },
  { ...row, name: 'RateLimit-Policy', given: answers(200, ['ratelimit-policy', '"default";q=100;w=60']), ...announced },
  { ...row, name: 'RateLimit-Limit', given: answers(200, ['ratelimit-limit', '100, 100;w=60']), ...announced },
  {
    ...row,
    name: 'X-RateLimit-Limit',
    given: answers(200, ['x-ratelimit-limit', '60'], ['x-ratelimit-remaining', '59']),
    ...announced,
    says: ['a limit configured as announced: x-ratelimit-limit 60'],
  },
  { ...row, name: 'X-Rate-Limit-Limit', given: answers(404, ['x-rate-limit-limit', '60']), ...announced },
  { ...row, name: '429 with Retry-After', given: answers(429, ['retry-after', '30']), ...announced },
  {
    ...row,
    name: 'on robots.txt only',
    given: { 'web.http': slice(site({ robots: hop(`${SECURE}robots.txt`, answer(200, [['ratelimit-limit', '5']])) })) },
    ...announced,
  },
  { ...row, name: 'Retry-After while down', given: answers(503, ['retry-after', '30']), expect: 'notApplicable' },
  { ...row, name: 'an empty field', given: answers(200, ['ratelimit', ' ']), expect: 'notApplicable' },
  {
    ...row,
    name: 'a field of another meaning',
    given: answers(200, ['x-ratelimited-by', 'x']),
    expect: 'notApplicable',
  },
  { ...row, name: 'nothing announced', given: answers(200), expect: 'notApplicable' },
  { ...row, name: 'not asked', given: { 'web.http': failedSlice() }, expect: 'unknown' },
  { ...row, name: 'no endpoints', given: {}, expect: 'notApplicable' },
]);

/** The status of a claim that both checks decide. */
const together = (balancer: ReturnType<typeof webAclDoor>, headers: HeaderLines) => {
  const given = {
    'web.http': [site({ addresses: [address({ secure: probe(answer(200, headers, TLS)) })] })],
    'aws.wafv2.load-balancers': [balancer],
  };
  const said = [register('ddos', 'rate-limit-headers', check), register('ddos', 'waf-rate-limits', rateRules)].flatMap(
    (one) => runCheck(one, row, noArtifacts, { ...noItems, ...given }, { now, environments: {} }).said,
  );
  return statusOf(said.map(({ status }) => ({ status, waiver: null })));
};

test.each([
  ['a rule and no announcement', webAclDoor([{}]), [], 'pass'],
  ['a rule and an announcement', webAclDoor([{}]), [['ratelimit-limit', '5']], 'pass'],
  ['no rule, whatever is announced', webAclDoor([]), [['ratelimit-limit', '5']], 'fail'],
  ['no rule and no announcement', webAclDoor([]), [], 'fail'],
] as const)('beside the rules of the account: %s', (_, balancer, headers, status) => {
  expect(together(balancer, headers)).toBe(status);
});
