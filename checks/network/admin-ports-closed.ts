import { inside } from '../../src/derive/net/declared.ts';
import { exposureOf } from '../../src/derive/net/exposure.ts';
import { shellsTo } from '../../src/derive/net/shells.ts';
import { networkFrom, select, standingIn, withoutClients } from '../../src/derive/net/standing.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Administration ports are closed to strangers',
  why: 'A shell that anybody may try is one leaked key or one unpatched daemon away from anybody.',
  decides: ['network.admin-access'],
  needs: ['aws.ec2.interfaces', 'aws.ec2.shells', 'aws.network', 'aws.network.doors'],
  reasons: {
    closed: {
      status: 'pass',
      text: '{name}: no administration port is open but to the named sources ({why}); shells by IAM alone: {shells}',
    },
    open: {
      status: 'fail',
      text: '{name}: {ports} open to strangers: {path}',
      fix: 'Narrow the rule at the end of the path to the named sources, or use Session Manager and open no port at all.',
    },
  },
  whenEmpty: 'there is no network interface in the accounts that were read',
  notShown: [
    'whom IAM lets open a shell past the network: Session Manager, Instance Connect Endpoints, serial console, ECS Exec',
    'who holds the keys',
    'daemons that listen on other ports than the named ones',
  ],
  evaluate: (artifacts, { ports: asked, from }, say) => {
    const network = withoutClients(networkFrom(artifacts['aws.network'], artifacts['aws.network.doors']), from);
    return artifacts['aws.ec2.interfaces']
      .filter(({ serves, inUse }) => inUse && (serves === 'instance' || serves === 'other'))
      .map((item) => {
        const subject = resource('network-interface', item);
        const exposure = select(exposureOf(network, { kind: 'network-interface', id: item.id }), inside(asked));
        const standing = standingIn(exposure);
        if (standing.verdict === 'unknown') return say.unread(subject, standing.gap);
        const { proof } = standing;
        if (standing.verdict === 'blocked') {
          const shells = shellsTo(network, artifacts['aws.ec2.shells'], item.id);
          const slots = { name: item.name, why: standing.why, shells };
          return say.is(subject, 'closed', slots, { proof, measured: { shells } });
        }
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
