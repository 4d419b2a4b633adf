import check from '../../../checks/transit/hsts-preload.ts';
import type { PreloadListFacts } from '../../../src/domain/web.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { address, failed, home, probe, site } from '../../derive/web/http-facts.ts';

const row = { kind: 'transit.hsts-preload', with: {} } as const;
const list = (name: string | null, date: string | null = '2026-11-10'): PreloadListFacts => ({
  date,
  sha256: '0'.repeat(64),
  source: 'list.json',
  entries: 1,
  entry: name === null ? null : { name, forceHttps: true, includeSubdomains: true, eighteenWeeks: false },
});
const given = (preload: PreloadListFacts | null, host = 'example.com', secure = address().secure) => ({
  'web.http': slice(site({ host, preload, addresses: [address({ secure })], plainChain: null, secureChain: null })),
});

testCheck('hsts-preload', check, [
  {
    ...row,
    name: 'listed',
    given: given(list('example.com')),
    expect: 'pass',
    reasons: ['listed'],
    says: ['in the list of 2026-11-10'],
  },
  {
    ...row,
    name: 'covered by its parent',
    given: given(list('example.com'), 'www.example.com', probe(home())),
    expect: 'pass',
    reasons: ['listed'],
    says: ['covered by example.com'],
  },
  {
    ...row,
    name: 'listed, header gone',
    given: given(list('example.com'), 'example.com', probe(home())),
    expect: 'pass',
    reasons: ['at-risk'],
  },
  {
    ...row,
    name: 'not listed, whatever the header says',
    given: given(list(null)),
    expect: 'fail',
    reasons: ['not-listed'],
    says: ['not forced by the list of 2026-11-10; it could be submitted'],
  },
  {
    ...row,
    name: 'not listed, no header',
    given: given(list(null), 'example.com', probe(home())),
    expect: 'fail',
    says: ['would refuse it: response.no_header'],
  },
  {
    ...row,
    name: 'not listed, not reached',
    given: given(list(null), 'example.com', probe(failed('no-route'))),
    expect: 'fail',
    says: ['could not be asked'],
  },
  {
    ...row,
    name: 'not in an old list',
    given: given(list(null, '2026-01-01')),
    expect: 'unknown',
    reasons: ['gap.inconclusive'],
  },
  {
    ...row,
    name: 'not in an old list, and no header',
    given: given(list(null, '2026-01-01'), 'example.com', probe(home())),
    expect: 'fail',
  },
  { ...row, name: 'a list without a date', given: given(list(null, null)), expect: 'unknown' },
  { ...row, name: 'no list', given: given(null), expect: 'unknown', says: ['no preload list at hand'] },
  { ...row, name: 'DNS failed', given: { 'web.http': failedSlice() }, expect: 'unknown' },
  { ...row, name: 'no endpoints', given: {}, expect: 'notApplicable' },
]);
