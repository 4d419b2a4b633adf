import check from '../../../checks/ddos/shield-advanced-subscribed.ts';
import { notRead, now, read, slice, testCheck } from '../../check-tester.ts';
import { day, shield } from '../aws-items.ts';

const kind = 'ddos.shield';
const claim = { tier: 'advanced' } as const;
const given = (change: Parameters<typeof shield>[0]) => ({ 'aws.shield.subscription': slice(shield(change)) });

testCheck('shield-advanced-subscribed', check, [
  { name: 'within its term, renewed', kind, with: claim, given: given({}), expect: 'pass', reasons: ['subscribed'] },
  {
    name: 'not renewed, but still running',
    kind,
    with: claim,
    given: given({ term: read({ endsAt: now + 10 * day, autoRenew: false }) }),
    expect: 'pass',
    reasons: ['ending'],
    says: ['until 2026-12-02'],
  },
  {
    name: 'ended and not renewed',
    kind,
    with: claim,
    given: given({ term: read({ endsAt: now - day, autoRenew: false }) }),
    expect: 'fail',
    reasons: ['expired'],
  },
  {
    name: 'past the end, but renewed automatically',
    kind,
    with: claim,
    given: given({ term: read({ endsAt: now - day, autoRenew: true }) }),
    expect: 'pass',
  },
  {
    name: 'not subscribed',
    kind,
    with: claim,
    given: given({ advanced: read(false), term: read(null), protections: read(null) }),
    expect: 'fail',
    says: ['only Shield Standard applies'],
  },
  { name: 'the state could not be read', kind, with: claim, given: given({ advanced: notRead() }), expect: 'unknown' },
  { name: 'the term could not be read', kind, with: claim, given: given({ term: notRead() }), expect: 'unknown' },
  {
    name: 'active, but no subscription is described',
    kind,
    with: claim,
    given: given({ term: read(null) }),
    expect: 'unknown',
  },
  {
    name: 'the end is not told',
    kind,
    with: claim,
    given: given({ term: read({ endsAt: null, autoRenew: true }) }),
    expect: 'unknown',
  },
  { name: 'no account', kind, with: claim, given: {}, expect: 'notApplicable' },
]);
