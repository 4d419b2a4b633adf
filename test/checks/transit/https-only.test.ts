import check from '../../../checks/transit/https-only.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import {
  address,
  answer,
  chain,
  failed,
  hop,
  PLAIN,
  probe,
  redirectTo,
  SECURE,
  site,
} from '../../derive/web/http-facts.ts';

const row = { kind: 'transit.https-only', with: {} } as const;
const at = (...addresses: readonly ReturnType<typeof address>[]) => ({ 'web.http': slice(site({ addresses })) });
const unroutable = failed('no-route', 'before');

testCheck('https-only', check, [
  {
    ...row,
    name: 'redirect at once',
    given: at(address()),
    expect: 'pass',
    reasons: ['secure'],
    says: ['redirects to https://app.example.com'],
  },
  {
    ...row,
    name: 'port 80 closed',
    given: at(address({ plainRoot: probe(failed('refused')), plainPath: null })),
    expect: 'pass',
  },
  {
    ...row,
    name: 'content in plaintext',
    given: at(address({ plainRoot: probe(answer(200), answer(200)) })),
    expect: 'fail',
    reasons: ['plaintext'],
    says: ['app.example.com:443 answers in plaintext: content is served in plaintext (status 200)'],
  },
  { ...row, name: 'another path in plaintext', given: at(address({ plainPath: probe(answer(200)) })), expect: 'fail' },
  {
    ...row,
    name: 'IPv4 fine, IPv6 in plaintext',
    given: at(address(), address({ address: '2606:4700::1', family: 6, plainRoot: probe(answer(200)) })),
    expect: 'fail',
    says: ['2606:4700::1: content'],
  },
  {
    ...row,
    name: 'a later hop in plaintext',
    given: {
      'web.http': slice(
        site({ plainChain: chain([hop(PLAIN, redirectTo(SECURE)), hop('http://other.example/', answer(200))]) }),
      ),
    },
    expect: 'fail',
  },
  {
    ...row,
    name: 'no IPv6 here',
    given: at(
      address(),
      address({
        address: '2606:4700::1',
        family: 6,
        plainRoot: probe(unroutable),
        plainPath: null,
        secure: probe(unroutable),
      }),
    ),
    expect: 'unknown',
    reasons: ['gap.unreachable'],
  },
  {
    ...row,
    name: 'server error',
    given: at(address({ plainRoot: probe(answer(503)) })),
    expect: 'unknown',
    reasons: ['gap.inconclusive'],
  },
  {
    ...row,
    name: 'silence',
    given: at(address({ plainRoot: probe(failed('timeout')) })),
    expect: 'unknown',
    reasons: ['gap.timeout'],
  },
  { ...row, name: 'no address', given: at(), expect: 'unknown', reasons: ['gap.unreachable'] },
  {
    ...row,
    name: 'DNS failed',
    given: { 'web.http': failedSlice({ kind: 'timeout', detail: 'DNS' }) },
    expect: 'unknown',
  },
  { ...row, name: 'no endpoints', given: {}, expect: 'notApplicable' },
]);
