import { weakestSuite } from '../../src/derive/tls/weakest-suite.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { endpoint as subjectOf } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'No endpoint agrees to a weaker cipher than claimed',
  why: 'An attacker, or an old client, gets the weakest cipher suite that a server agrees to, not the one it prefers.',
  decides: ['transit.encryption'],
  needs: ['web.tls'],
  reasons: {
    strong: {
      status: 'pass',
      text: 'the weakest cipher suite is {suite} ({protocol}, {bits} bits); {claimed} are claimed',
    },
    weak: {
      status: 'fail',
      text: '{address} agrees to {suite} ({protocol}, {bits} bits); {claimed} are claimed',
      fix: 'Remove the suite from the server, or from the load balancer policy.',
    },
  },
  whenEmpty: 'no public endpoint is in scope',
  notShown: ['traffic behind the endpoint, between a load balancer and its targets'],
  when: ({ traffic }) => traffic !== 'internal',
  evaluate: ({ 'web.tls': endpoints }, { bits: claimed }, say) =>
    endpoints.map(({ endpoint, addresses }) => {
      const subject = subjectOf(endpoint);
      const seen = addresses.map((facts) => ({
        address: facts.address,
        problem: facts.problem,
        ...weakestSuite(facts),
      }));
      const weakest = seen
        .flatMap(({ address, weakest: suite }) => (suite === null ? [] : [{ address, ...suite }]))
        .sort((a, b) => a.bits - b.bits)[0];
      if (weakest !== undefined && weakest.bits < claimed) {
        const detail = { measured: { bits: weakest.bits, suite: weakest.suite }, badness: -weakest.bits };
        return say.is(subject, 'weak', { ...weakest, claimed }, detail);
      }
      const blind = seen.find(({ complete, weakest: suite }) => !complete || suite === null);
      if (weakest === undefined || blind !== undefined) {
        const why = blind?.problem ?? 'not every cipher suite could be asked for';
        return say.unread(subject, {
          kind: blind?.problem ? 'unreachable' : 'inconclusive',
          detail: `${blind?.address ?? endpoint}: ${why}`,
        });
      }
      const { suite, protocol, bits } = weakest;
      return say.is(
        subject,
        'strong',
        { suite, protocol, bits, claimed },
        { measured: { bits, suite }, badness: -bits },
      );
    }),
});
