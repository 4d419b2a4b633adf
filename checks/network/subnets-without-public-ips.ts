import { keeps } from '../../src/derive/net/hygiene.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'No subnet gives public addresses to what is launched in it',
  why: 'A public address that nobody asked for turns the next careless rule into a way in from the internet.',
  decides: ['network.hygiene'],
  needs: ['aws.network'],
  reasons: {
    asked: { status: 'pass', text: 'subnet {subnet} of {vpc} gives no public IPv4 address on launch' },
    given: {
      status: 'fail',
      text: 'subnet {subnet} of {vpc} gives every new interface a public IPv4 address',
      fix: 'aws ec2 modify-subnet-attribute --subnet-id SUBNET --no-map-public-ip-on-launch; addresses are then given by hand.',
    },
  },
  whenEmpty: 'there is no subnet in the accounts that were read',
  notShown: ['addresses that launch templates and services ask for', 'IPv6 addresses, which are all public'],
  when: keeps('public-ip-on-launch'),
  evaluate: ({ 'aws.network': regions }, _, say) =>
    regions.flatMap(({ account, region, subnets }) => {
      if (!subnets.ok)
        return [say.unread({ type: 'region', id: `${account}/${region}`, account, region }, subnets.gap)];
      const own = subnets.value.filter(({ owner }) => owner === account);
      return own.map(({ id, vpc, publicIpOnLaunch }) =>
        say.is(resource('subnet', { id, account, region }), publicIpOnLaunch ? 'given' : 'asked', { subnet: id, vpc }),
      );
    }),
});
