import { flowLogging } from '../../src/derive/aws/flow-logs.ts';
import { keeps } from '../../src/derive/net/hygiene.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Flow logs record the traffic of every VPC in use',
  why: 'Without flow logs nobody can tell who reached a server, or what left it.',
  decides: ['audit.access-logging', 'network.hygiene'],
  needs: ['aws.network'],
  reasons: {
    logged: { status: 'pass', text: 'all traffic of VPC {vpc} is recorded by flow logs' },
    unlogged: {
      status: 'fail',
      text: 'VPC {vpc} is in use and {lack}',
      fix: 'aws ec2 create-flow-logs --resource-type VPC --traffic-type ALL for the VPC.',
    },
  },
  whenEmpty: 'no VPC is in use',
  notShown: ['how long flow logs are kept'],
  when: keeps('flow-logs'),
  evaluate: ({ 'aws.network': regions }, _, say) =>
    regions.flatMap((facts) => {
      const { account, region } = facts;
      const vpcs = flowLogging(facts);
      if (!vpcs.ok) return [say.unread({ type: 'region', id: `${account}/${region}`, account, region }, vpcs.gap)];
      return vpcs.value.map(({ vpc, lack }) => {
        const subject = resource('vpc', { id: vpc, account, region });
        return lack === null ? say.is(subject, 'logged', { vpc }) : say.is(subject, 'unlogged', { vpc, lack });
      });
    }),
});
