import { carries } from '../../src/derive/aws/listener-traffic.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Load balancers speak no plaintext',
  why: 'A listener without TLS carries sessions and data for everybody on the way to read and change.',
  decides: ['transit.https-only', 'transit.encryption'],
  needs: ['aws.elb.listeners'],
  reasons: {
    encrypted: { status: 'pass', text: '{protocol} listener on port {port} of load balancer {name} is encrypted' },
    redirects: { status: 'pass', text: 'HTTP listener on port {port} of load balancer {name} only redirects to HTTPS' },
    plain: {
      status: 'fail',
      text: '{protocol} listener on port {port} of {scope} load balancer {name} serves plaintext',
      fix: 'Make the default action and every rule of the listener redirect to HTTPS, or use an HTTPS or TLS listener.',
    },
  },
  whenEmpty: 'there is no load balancer that the claim speaks of',
  notShown: ['traffic from load balancers to their targets'],
  evaluate: ({ 'aws.elb.listeners': listeners }, parameters, say) => {
    // HTTPS-only speaks of what the public can reach.
    const traffic = 'traffic' in parameters ? parameters.traffic : 'external';
    return listeners.flatMap((listener) => {
      const subject = resource('listener', listener);
      const { protocol, port, redirectsToHttps, balancerName: name, internetFacing } = listener;
      if (!carries(listener, traffic) || protocol === 'GENEVE') return [];
      if (['HTTPS', 'TLS', 'SSL'].includes(protocol)) return [say.is(subject, 'encrypted', { protocol, port, name })];
      if (protocol !== 'HTTP') {
        const detail = `${protocol} listener on port ${port} of ${name} passes on whatever comes: only its endpoint tells`;
        return [say.unread(subject, { kind: 'inconclusive', detail })];
      }
      if (redirectsToHttps && !redirectsToHttps.ok) return [say.unread(subject, redirectsToHttps.gap)];
      if (redirectsToHttps?.value) return [say.is(subject, 'redirects', { port, name })];
      const scope = internetFacing ? 'internet-facing' : 'internal';
      return [say.is(subject, 'plain', { protocol, port, name, scope })];
    });
  },
});
