import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';
import { notTold } from '../../src/domain/gap.ts';

/** AWS writes everybody so. */
const EVERYBODY = '*';

export default defineCheck({
  title: 'Services over PrivateLink are offered to named accounts, or to accepted connections',
  why: 'A service that any AWS account may connect to stands open to everybody with an account, without the internet and its firewalls.',
  decides: ['network.isolation'],
  needs: ['aws.ec2.endpoint-services'],
  reasons: {
    accepted: { status: 'pass', text: 'endpoint service {name}: each connection waits until somebody accepts it' },
    named: { status: 'pass', text: 'endpoint service {name} is offered to {principals}' },
    anybody: {
      status: 'fail',
      text: 'endpoint service {name} is offered to every AWS account and accepts whoever connects',
      fix: 'Require acceptance (aws ec2 modify-vpc-endpoint-service-configuration --acceptance-required), or name the accounts that may connect.',
    },
  },
  whenEmpty: 'the accounts that were read offer no service over PrivateLink',
  notShown: ['which connections have been accepted'],
  evaluate: ({ 'aws.ec2.endpoint-services': services }, _, say) =>
    services.map((service) => {
      const subject = resource('vpc-endpoint-service', service);
      const { name, acceptance, principals } = service;
      if (acceptance === true || principals === null) return say.is(subject, 'accepted', { name });
      if (!principals.ok) return say.unread(subject, principals.gap);
      const { value: admitted } = principals;
      if (!admitted.includes(EVERYBODY))
        return say.is(subject, 'named', {
          name,
          principals: admitted.toSorted().join(', ') || 'the own account alone',
        });
      return acceptance === null
        ? say.unread(subject, notTold('whether connections are accepted one by one'))
        : say.is(subject, 'anybody', { name });
    }),
});
