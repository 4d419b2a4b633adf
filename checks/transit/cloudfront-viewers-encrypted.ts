import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'CloudFront serves viewers nothing in plaintext',
  why: 'Each path pattern of a distribution has a viewer policy of its own; one that allows HTTP serves plaintext to the world.',
  decides: ['transit.https-only', 'transit.encryption'],
  needs: ['aws.cloudfront.distributions'],
  reasons: {
    encrypted: {
      status: 'pass',
      text: 'distribution {name} redirects viewers to HTTPS, or takes nothing else, on all of its {count} path patterns',
    },
    plain: {
      status: 'fail',
      text: 'distribution {name} allows viewers HTTP for {paths}',
      fix: 'Set ViewerProtocolPolicy of every cache behavior to redirect-to-https or https-only.',
    },
  },
  whenEmpty: 'there is no enabled distribution',
  notShown: ['traffic from CloudFront to its origins'],
  evaluate: ({ 'aws.cloudfront.distributions': distributions }, parameters, say) => {
    if ('traffic' in parameters && parameters.traffic === 'internal') return [];
    return distributions.map((distribution) => {
      const { name, behaviors } = distribution;
      const subject = resource('distribution', distribution);
      const plain = (behaviors ?? []).filter(({ policy }) => policy === 'allow-all').map(({ path }) => path);
      if (plain.length > 0) return say.is(subject, 'plain', { name, paths: plain.toSorted().join(', ') });
      const untold = behaviors === null || behaviors.find(({ policy }) => policy === null);
      if (behaviors === null || untold) {
        const detail = `what distribution ${name} allows viewers is not told for each of its path patterns`;
        return say.unread(subject, { kind: 'inconclusive', detail });
      }
      return say.is(subject, 'encrypted', { name, count: behaviors.length });
    });
  },
});
