import { carries } from '../../src/derive/aws/listener-traffic.ts';
import { governs, weakestAllowed } from '../../src/derive/tls/weakest-allowed.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';
import type { Gap } from '../../src/domain/gap.ts';

export default defineCheck({
  title: 'No load balancer allows a weaker cipher than claimed',
  why: 'What the policy of a listener allows, an attacker or an old client gets, even where no name in scope leads to it.',
  decides: ['transit.encryption'],
  needs: ['aws.elb.listeners', 'aws.elb.ssl-policies'],
  reasons: {
    strong: {
      status: 'pass',
      text: 'policy {policy} of the {protocol} listener on port {port} of load balancer {name} allows nothing weaker than {suite} ({bits} bits; {protocols}); {claimed} are claimed',
    },
    weak: {
      status: 'fail',
      text: 'policy {policy} of the {protocol} listener on port {port} of load balancer {name} allows {suite} ({bits} bits; {protocols}); {claimed} are claimed',
      fix: 'aws elbv2 modify-listener --listener-arn <arn> --ssl-policy ELBSecurityPolicy-TLS13-1-2-Res-2021-06',
    },
  },
  whenEmpty: 'there is no TLS listener that the claim speaks of',
  notShown: ['traffic from load balancers to their targets', 'TLS that ends behind a TCP listener'],
  evaluate: (given, { bits: claimed, traffic }, say) =>
    given['aws.elb.listeners'].flatMap((listener) => {
      const { protocol, port, balancerName: name } = listener;
      if (!carries(listener, traffic) || !['HTTPS', 'TLS', 'SSL'].includes(protocol)) return [];
      const subject = resource('listener', listener);
      const inconclusive = (detail: string): Gap => ({ kind: 'inconclusive', detail });
      const found = given['aws.elb.ssl-policies'].find((policy) => governs(policy, listener));
      if (found === undefined) {
        const named = listener.policies.join(', ') || 'without a name';
        const why = `AWS lists no TLS policy of the ${protocol} listener on port ${port} of ${name} (${named})`;
        return [say.unread(subject, inconclusive(why))];
      }
      const { weakest, strange } = weakestAllowed(found);
      if (weakest !== null && (weakest.bits < claimed || strange.length === 0)) {
        const { bits, suite } = weakest;
        const slots = { policy: found.name, protocol, port, name, suite, bits, claimed };
        const protocols = found.protocols.toSorted().join(', ');
        const detail = { measured: { bits, suite }, badness: -bits };
        return [say.is(subject, bits < claimed ? 'weak' : 'strong', { ...slots, protocols }, detail)];
      }
      const why = strange.join(', ') || 'it allows nothing that is known';
      return [say.unread(subject, inconclusive(`what policy ${found.name} allows cannot be told: ${why}`))];
    }),
});
