import { networkFrom, notThrough, standingOf } from '../../src/derive/net/standing.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Managed stores, brokers and clusters cannot be reached from the internet',
  why: 'What a service of AWS runs for the account answers at an address of its own: isolated servers in front of a public warehouse isolate nothing.',
  decides: ['network.isolation'],
  needs: [
    'aws.dms.endpoints',
    'aws.eks.endpoints',
    'aws.mq.endpoints',
    'aws.msk.endpoints',
    'aws.opensearch.endpoints',
    'aws.rds.gateways',
    'aws.redshift.endpoints',
    'aws.network',
    'aws.network.doors',
  ],
  reasons: {
    isolated: { status: 'pass', text: '{type} {name}: {why}' },
    reachable: {
      status: 'fail',
      text: '{type} {name} can be reached on {ports}: {path}',
      fix: 'Turn its public endpoint or public accessibility off, and let clients come over the VPC; whoever may sign in there is another question.',
    },
  },
  whenEmpty:
    'there is no Redshift, OpenSearch, EKS, MSK, MQ, DMS or Aurora gateway endpoint in the accounts that were read',
  notShown: ['endpoints of services other than these, e.g. OpenSearch Serverless, Neptune Analytics, App Runner'],
  evaluate: (artifacts, { edges }, say) => {
    const network = networkFrom(artifacts['aws.network'], artifacts['aws.network.doors']);
    const endpoints = [
      ...artifacts['aws.dms.endpoints'],
      ...artifacts['aws.eks.endpoints'],
      ...artifacts['aws.mq.endpoints'],
      ...artifacts['aws.msk.endpoints'],
      ...artifacts['aws.opensearch.endpoints'],
      ...artifacts['aws.rds.gateways'],
      ...artifacts['aws.redshift.endpoints'],
    ];
    return endpoints.map((endpoint) => {
      const subject = resource(endpoint.type, endpoint);
      const standing = standingOf(network, { kind: 'endpoint', endpoint }, { doors: notThrough(edges) });
      if (standing.verdict === 'unknown') return say.unread(subject, standing.gap);
      const { type, name } = endpoint;
      const { proof } = standing;
      if (standing.verdict === 'blocked')
        return say.is(subject, 'isolated', { type, name, why: standing.why }, { proof });
      const { ports, path, openings } = standing;
      return say.is(
        subject,
        'reachable',
        { type, name, ports, path },
        { proof, measured: { ports }, badness: openings },
      );
    });
  },
});
