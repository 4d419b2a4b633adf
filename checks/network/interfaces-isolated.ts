import { networkFrom, notThrough, standingOf } from '../../src/derive/net/standing.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Servers cannot be reached from the internet',
  why: 'A server that answers the internet itself is not isolated, whatever stands in front of the others.',
  decides: ['network.isolation'],
  needs: ['aws.ec2.interfaces', 'aws.network', 'aws.network.doors'],
  reasons: {
    isolated: { status: 'pass', text: '{name}: {why}' },
    reachable: {
      status: 'fail',
      text: '{name} can be reached on {ports}: {path}',
      fix: 'Take away the public address or the route to the internet gateway, or narrow the rule at the end of the path.',
    },
  },
  whenEmpty: 'there is no network interface in the accounts that were read',
  notShown: [
    'traffic out to the internet, e.g. over a NAT gateway',
    'shells that IAM opens: Session Manager, EC2 Instance Connect, the serial console',
    'what networks behind peerings, transit gateways and VPNs let in',
  ],
  evaluate: (
    { 'aws.ec2.interfaces': interfaces, 'aws.network': regions, 'aws.network.doors': doors },
    { edges },
    say,
  ) => {
    const network = networkFrom(regions, doors);
    return interfaces
      .filter(({ serves, inUse }) => inUse && (serves === 'instance' || serves === 'other'))
      .map((item) => {
        const subject = resource('network-interface', item);
        const standing = standingOf(network, { kind: 'network-interface', id: item.id }, { doors: notThrough(edges) });
        if (standing.verdict === 'unknown') return say.unread(subject, standing.gap);
        const { proof } = standing;
        if (standing.verdict === 'blocked')
          return say.is(subject, 'isolated', { name: item.name, why: standing.why }, { proof });
        const { ports, path, openings } = standing;
        return say.is(
          subject,
          'reachable',
          { name: item.name, ports, path },
          { proof, measured: { ports }, badness: openings },
        );
      });
  },
});
