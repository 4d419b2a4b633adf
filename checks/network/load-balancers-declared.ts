import { networkFrom, standingOf } from '../../src/derive/net/standing.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Load balancers face the internet only where the claim allows for it',
  why: 'A load balancer that faces the internet is a declared edge or a hole in the isolation, never neither.',
  decides: ['network.isolation'],
  needs: ['aws.elb.load-balancers', 'aws.network', 'aws.network.doors'],
  reasons: {
    internal: { status: 'pass', text: 'load balancer {name}: {why}' },
    declared: { status: 'pass', text: 'load balancer {name} faces the internet on {ports}, as the claim allows' },
    undeclared: {
      status: 'fail',
      text: 'load balancer {name} faces the internet on {ports}, which the claim does not allow: {path}',
      fix: 'Make it internal, or name load-balancer among the edges of the claim.',
    },
  },
  whenEmpty: 'there is no load balancer in the accounts that were read',
  evaluate: (
    { 'aws.elb.load-balancers': balancers, 'aws.network': regions, 'aws.network.doors': doors },
    { edges },
    say,
  ) => {
    const network = networkFrom(regions, doors);
    return balancers
      .filter(({ kind }) => kind !== 'gateway')
      .map((balancer) => {
        const subject = resource('load-balancer', balancer);
        const standing = standingOf(network, { kind: 'load-balancer', id: balancer.id });
        const { name } = balancer;
        if (standing.verdict === 'unknown') {
          const allowed = edges.includes('load-balancer');
          return allowed
            ? say.is(subject, 'declared', { name, ports: 'ports not all known' })
            : say.unread(subject, standing.gap);
        }
        const { proof } = standing;
        if (standing.verdict === 'blocked') return say.is(subject, 'internal', { name, why: standing.why }, { proof });
        const { ports, path, openings } = standing;
        if (edges.includes('load-balancer')) return say.is(subject, 'declared', { name, ports }, { proof });
        return say.is(subject, 'undeclared', { name, ports, path }, { proof, measured: { ports }, badness: openings });
      });
  },
});
