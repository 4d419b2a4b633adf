import { inside } from '../../src/derive/net/declared.ts';
import { exposureOf } from '../../src/derive/net/exposure.ts';
import { networkFrom, select, standingIn, withoutClients } from '../../src/derive/net/standing.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Administration ports are closed to strangers',
  why: 'A shell that anybody may try is one leaked key or one unpatched daemon away from anybody.',
  decides: ['network.admin-access'],
  needs: ['aws.ec2.interfaces', 'aws.network', 'aws.network.doors'],
  reasons: {
    closed: { status: 'pass', text: '{name}: no administration port is open but to the named sources ({why})' },
    open: {
      status: 'fail',
      text: '{name}: {ports} open to strangers: {path}',
      fix: 'Narrow the rule at the end of the path to the named sources, or use Session Manager and open no port at all.',
    },
  },
  whenEmpty: 'there is no network interface in the accounts that were read',
  notShown: [
    'who may open a shell by IAM: Session Manager, EC2 Instance Connect, the serial console',
    'who holds the keys',
    'daemons that listen on other ports than the named ones',
  ],
  evaluate: (
    { 'aws.ec2.interfaces': interfaces, 'aws.network': regions, 'aws.network.doors': doors },
    { ports: asked, from },
    say,
  ) => {
    const network = withoutClients(networkFrom(regions, doors), from);
    return interfaces
      .filter(({ serves, inUse }) => inUse && (serves === 'instance' || serves === 'other'))
      .map((item) => {
        const subject = resource('network-interface', item);
        const exposure = select(exposureOf(network, { kind: 'network-interface', id: item.id }), inside(asked));
        const standing = standingIn(exposure);
        if (standing.verdict === 'unknown') return say.unread(subject, standing.gap);
        const { proof } = standing;
        if (standing.verdict === 'blocked')
          return say.is(subject, 'closed', { name: item.name, why: standing.why }, { proof });
        const { ports, path, openings } = standing;
        return say.is(
          subject,
          'open',
          { name: item.name, ports, path },
          { proof, measured: { ports }, badness: openings },
        );
      });
  },
});
