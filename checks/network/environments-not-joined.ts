import { crossingBetween } from '../../src/derive/net/crossing.ts';
import { pairsOf, placements } from '../../src/derive/net/environments.ts';
import { linkBetween } from '../../src/derive/net/link.ts';
import { networkFrom } from '../../src/derive/net/standing.ts';
import { describePath, pathProof } from '../../src/derive/net/verdict.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'No route or flow joins the VPCs of different environments',
  why: 'Two VPCs that are peered are one network with two names.',
  decides: ['network.separate-vpcs'],
  needs: ['aws.ec2.vpcs', 'aws.ec2.interfaces', 'aws.network', 'aws.network.doors'],
  reasons: {
    apart: { status: 'pass', text: '{from} and {to}: no route leads from one to the other' },
    closed: {
      status: 'pass',
      text: '{from} and {to} are joined, but no packet of a server passes to one of the other',
    },
    joined: {
      status: 'fail',
      text: '{from} and {to} are joined: {path}; of the levels of separation, {holds} holds',
      fix: 'Delete the routes, the peering or the attachment, or claim a weaker level of separation.',
    },
    crossing: {
      status: 'fail',
      text: '{from} and {to}: {protocol}/{port} passes: {path}; of the levels of separation, placement alone holds',
      fix: 'Narrow the group at the end of the path, or delete the route.',
    },
  },
  whenEmpty:
    'there are no two VPCs of different environments, or the claims file names no environments (scope.environments)',
  notShown: [
    'links over services: PrivateLink, shared load balancers, public endpoints that admit the other environment',
    'tunnels that servers build themselves',
  ],
  when: ({ level }) => level !== 'placement',
  evaluate: (artifacts, { environments: names, level }, say) => {
    const network = networkFrom(artifacts['aws.network'], artifacts['aws.network.doors']);
    const all = placements(artifacts['aws.ec2.vpcs'], artifacts['aws.ec2.interfaces'], say.environments, names);
    return pairsOf(all).map(({ from, to, environments: [a, b] }) => {
      const subject = resource('vpc', from.vpc, to.vpc.id);
      const ends = { from: `${from.vpc.name} (${a})`, to: `${to.vpc.name} (${b})` };
      const link = linkBetween(network, from.vpc.id, to.vpc.id);
      if (link.verdict === 'apart') return say.is(subject, 'apart', ends, { measured: { holds: 'routing' } });
      const found = crossingBetween(network, from.environments.get(a) ?? [], to.environments.get(b) ?? []);
      const holds = found === null ? 'effective' : found.certain ? 'placement' : 'placement at least';
      const [unfollowed] = link.missing;
      if (level === 'routing' && link.verdict === 'unknown' && unfollowed !== undefined)
        return say.unread(subject, unfollowed.gap);
      if (level === 'routing') {
        const slots = { ...ends, path: describePath(link.hops), holds };
        return say.is(subject, 'joined', slots, { proof: pathProof(link.hops), measured: { holds } });
      }
      if (found === null) return say.is(subject, 'closed', ends, { measured: { holds } });
      const [missing] = found.missing;
      if (!found.certain && missing !== undefined) return say.unread(subject, missing.gap);
      const { protocol, port, hops } = found;
      const slots = { ...ends, protocol, port, path: describePath(hops) };
      return say.is(subject, 'crossing', slots, { proof: pathProof(hops), measured: { holds } });
    });
  },
});
