import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Load balancers stand in several zones',
  why: 'A load balancer in one zone takes everything behind it down with the zone.',
  decides: ['availability.redundancy'],
  needs: ['aws.elb.load-balancers'],
  reasons: {
    redundant: { status: 'pass', text: 'load balancer {name} stands in {count} zones ({zones})' },
    single: {
      status: 'fail',
      text: 'load balancer {name} stands in {count} zone(s) ({zones}); {wanted} claimed',
      fix: 'Add subnets of other zones (aws elbv2 set-subnets).',
    },
  },
  whenEmpty: 'there is no load balancer',
  notShown: ['whether healthy targets stand behind it in each zone'],
  when: ({ of }) => of.includes('load-balancer'),
  evaluate: ({ 'aws.elb.load-balancers': balancers }, { zones: wanted }, say) =>
    balancers.map((balancer) => {
      const { name, zones } = balancer;
      const subject = resource('load-balancer', balancer);
      const slots = { name, count: zones.length, zones: zones.join(', ') };
      return zones.length >= wanted
        ? say.is(subject, 'redundant', slots)
        : say.is(subject, 'single', { ...slots, wanted });
    }),
});
