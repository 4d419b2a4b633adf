import check from '../../../checks/availability/load-balancers-redundant.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { loadBalancer } from '../aws-items.ts';

const kind = 'availability.redundancy';
const claim = { zones: 2, of: ['load-balancer'] } as const;
const given = (...zones: readonly string[]) => ({ 'aws.elb.load-balancers': slice(loadBalancer({ zones })) });

testCheck('load-balancers-redundant', check, [
  { name: 'two zones', kind, with: claim, given: given('a', 'b'), expect: 'pass' },
  { name: 'one zone', kind, with: claim, given: given('a'), expect: 'fail', says: ['1 zone(s) (a); 2 claimed'] },
  { name: 'two zones of three claimed', kind, with: { ...claim, zones: 3 }, given: given('a', 'b'), expect: 'fail' },
  {
    name: 'the listing failed',
    kind,
    with: claim,
    given: { 'aws.elb.load-balancers': failedSlice() },
    expect: 'unknown',
  },
  { name: 'none', kind, with: claim, given: {}, expect: 'notApplicable' },
]);
