import check from '../../../checks/hosting/endpoint-provider.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { aliases, hosting } from '../../derive/web/hosting-facts.ts';

const row = { kind: 'hosting.provider', with: { provider: 'clever-cloud' } } as const;
const at = (...names: readonly string[]) => ({ 'web.hosting': slice(hosting({ aliases: aliases(...names) })) });

testCheck('endpoint-provider', check, [
  {
    ...row,
    name: 'there',
    given: at('domain.par.clever-cloud.com'),
    expect: 'pass',
    reasons: ['there'],
    says: ['which belongs to clever-cloud'],
  },
  {
    ...row,
    name: 'elsewhere',
    given: at('lb.elb.amazonaws.com'),
    expect: 'fail',
    reasons: ['elsewhere'],
    says: ['which belongs to aws and not to clever-cloud'],
  },
  { ...row, name: 'nothing tells', given: at(), expect: 'unknown', reasons: ['gap.inconclusive'] },
  { ...row, name: 'DNS failed', given: { 'web.hosting': failedSlice() }, expect: 'unknown' },
  { ...row, name: 'no endpoints', given: {}, expect: 'notApplicable' },
]);
