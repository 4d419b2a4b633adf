import { rateSigns } from '../../src/derive/web/rate-limit.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { endpoint } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Endpoints announce a limit on the rate of requests',
  why: 'What a server announces in its answers is a sign of a limit that no account shows, as an application sets it.',
  decides: ['ddos.rate-limit'],
  // Beside the rules of the account, never instead of them: an announcement is no proof that anything is refused.
  needs: ['web.http', 'aws.wafv2.load-balancers', 'aws.wafv2.distributions'],
  reasons: {
    announced: { status: 'pass', text: '{endpoint} has a limit configured as announced: {header} {value}' },
  },
  whenEmpty: 'no endpoint announces a limit in the answers that were read, which is no violation',
  notShown: [
    'that requests beyond an announced limit are refused: none were sent to try it',
    'limits that are not announced, as most are not',
  ],
  evaluate: ({ 'web.http': sites }, _, say) =>
    sites.flatMap((facts) => {
      const [sign] = rateSigns(facts);
      if (sign === undefined) return [];
      const { header, value } = sign;
      const slots = { endpoint: facts.endpoint, header, value };
      return [say.is(endpoint(facts.endpoint), 'announced', slots, { measured: { [header]: value } })];
    }),
});
