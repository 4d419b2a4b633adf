import { seenBeyond, tlsDoorsOf } from '../../src/derive/tls/policy-agreement.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { type Proof, endpoint as subjectOf } from '../../src/domain/finding.ts';

const most = 5;

export default defineCheck({
  title: 'Endpoints negotiate what the policies behind them allow',
  why: 'Where an endpoint agrees to what its listener forbids, something else answers under the name too, and neither side tells all.',
  decides: ['transit.encryption'],
  needs: [
    'web.tls',
    'web.hosting',
    'aws.elb.load-balancers',
    'aws.elb.listeners',
    'aws.elb.ssl-policies',
    'aws.cloudfront.distributions',
  ],
  reasons: {
    agree: { status: 'pass', text: '{endpoint} negotiates nothing that {policy} of {doors} forbids' },
  },
  whenEmpty: 'no endpoint leads to a TLS listener or distribution of the account',
  notShown: ['endpoints that alias records of Route 53 lead to a load balancer: public DNS shows no alias of them'],
  when: ({ traffic }) => traffic !== 'internal',
  evaluate: (given, _, say) =>
    given['web.tls'].flatMap(({ endpoint, port, addresses }) => {
      const hosting = given['web.hosting'].find((facts) => facts.endpoint === endpoint);
      if (hosting === undefined) return [];
      const doors = tlsDoorsOf(hosting, port, {
        balancers: given['aws.elb.load-balancers'],
        listeners: given['aws.elb.listeners'],
        policies: given['aws.elb.ssl-policies'],
        distributions: given['aws.cloudfront.distributions'],
      });
      const allowed = doors.flatMap((door) => door.allowed ?? []);
      const answered = addresses.filter(({ problem }) => problem === null);
      // A policy that is not known may allow anything; endpoints that did not answer are told by other checks.
      if (doors.length === 0 || allowed.length < doors.length || answered.length === 0) return [];
      const subject = subjectOf(endpoint);
      const [names, policy] = [doors.map(({ name }) => name).join(', '), allowed.map(({ name }) => name).join(', ')];
      const seen = answered.map((facts) => ({ address: facts.address, beyond: seenBeyond(facts, allowed) }));
      const proof: Proof = {
        type: 'facts',
        text: 'what each address agreed to beyond the policy, and the policy of each door',
        facts: Object.fromEntries([
          ...seen.map(({ address, beyond }) => [address, beyond.slice(0, 20).join(', ') || 'nothing']),
          ...doors.map(({ id, allowed: one }) => [id, one?.name ?? '']),
        ]),
      };
      const detail = { proof, places: doors.map(({ account, region }) => ({ account, region })) };
      const other = seen.find(({ beyond }) => beyond.length > 0);
      if (other === undefined) return [say.is(subject, 'agree', { endpoint, policy, doors: names }, detail)];
      const more = other.beyond.length > most ? ` and ${other.beyond.length - most} more` : '';
      const what = `${other.address} agrees to ${other.beyond.slice(0, most).join(', ')}${more}, which ${policy} of ${names} forbids`;
      return [say.unread(subject, { kind: 'inconclusive', detail: `${what}: something else answers too` }, detail)];
    }),
});
