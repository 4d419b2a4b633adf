import { viewerPolicy } from '../../src/derive/tls/cloudfront-policies.ts';
import { weakestAllowed } from '../../src/derive/tls/weakest-allowed.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

const fix =
  'Use a certificate of your own, and set MinimumProtocolVersion to TLSv1.2_2021 or newer (aws cloudfront update-distribution).';

export default defineCheck({
  title: 'No CloudFront distribution allows viewers a weaker cipher than claimed',
  why: 'What the security policy allows, an attacker or an old browser gets at every edge in the world.',
  decides: ['transit.encryption'],
  needs: ['aws.cloudfront.distributions'],
  reasons: {
    strong: {
      status: 'pass',
      text: 'security policy {policy} of distribution {name} allows nothing weaker than {suite} ({bits} bits; {protocols}); {claimed} are claimed',
    },
    weak: {
      status: 'fail',
      text: 'security policy {policy} of distribution {name} allows {suite} ({bits} bits; {protocols}); {claimed} are claimed',
      fix,
    },
    'weak-default': {
      status: 'fail',
      text: 'distribution {name} uses the certificate of cloudfront.net, so its security policy is {policy} whatever is set: it allows {suite} ({bits} bits; {protocols}); {claimed} are claimed',
      fix,
    },
  },
  whenEmpty: 'there is no enabled distribution',
  notShown: ['traffic from CloudFront to its origins'],
  when: ({ traffic }) => traffic !== 'internal',
  evaluate: ({ 'aws.cloudfront.distributions': distributions }, { bits: claimed }, say) =>
    distributions.map((distribution) => {
      const subject = resource('distribution', distribution);
      const { name, viewer } = distribution;
      const policy = viewerPolicy(distribution);
      const weakest = policy === null ? null : weakestAllowed(policy).weakest;
      if (policy === null || weakest === null) {
        const detail = `what security policy ${viewer?.policy ?? 'without a name'} of distribution ${name} allows is not known`;
        return say.unread(subject, { kind: 'inconclusive', detail });
      }
      const { bits, suite } = weakest;
      const slots = {
        name,
        policy: policy.name,
        suite,
        bits,
        claimed,
        protocols: policy.protocols.toSorted().join(', '),
      };
      const reason = bits >= claimed ? 'strong' : viewer?.defaultCertificate ? 'weak-default' : 'weak';
      return say.is(subject, reason, slots, { measured: { bits, suite }, badness: -bits });
    }),
});
