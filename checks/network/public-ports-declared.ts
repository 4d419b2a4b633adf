import { databaseEndpoint } from '../../src/derive/net/database.ts';
import { notDeclared } from '../../src/derive/net/declared.ts';
import { exposureOf } from '../../src/derive/net/exposure.ts';
import { networkFrom, select, standingIn } from '../../src/derive/net/standing.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';
import { managedEndpointKeys } from '../../src/domain/managed-endpoints.ts';

export default defineCheck({
  title: 'The internet reaches declared ports only',
  why: 'Every open port that no service requires is a way in that nobody watches.',
  decides: ['network.least-ports'],
  needs: [
    'aws.ec2.interfaces',
    'aws.elb.load-balancers',
    'aws.rds.instances',
    ...managedEndpointKeys,
    'aws.network',
    'aws.network.doors',
  ],
  reasons: {
    within: { status: 'pass', text: '{name}: nothing but declared ports is open to the internet' },
    beyond: {
      status: 'fail',
      text: '{name}: {ports} open to the internet and not declared: {path}',
      fix: 'Take away the rule at the end of the path, or declare the port in the claim.',
    },
  },
  whenEmpty: 'there is nothing that the network could lead to in the accounts that were read',
  notShown: ['whether a service listens on an open port'],
  evaluate: (artifacts, { public: declared }, say) => {
    const network = networkFrom(artifacts['aws.network'], artifacts['aws.network.doors']);
    const targets = [
      // What lies behind a load balancer shows by the ports of the load balancer.
      ...artifacts['aws.ec2.interfaces']
        .filter(({ serves, inUse }) => inUse && (serves === 'instance' || serves === 'other'))
        .map((item) => ({
          subject: resource('network-interface', item),
          name: item.name,
          target: { kind: 'network-interface', id: item.id } as const,
        })),
      ...artifacts['aws.elb.load-balancers']
        .filter(({ kind }) => kind !== 'gateway')
        .map((item) => ({
          subject: resource('load-balancer', item),
          name: item.name,
          target: { kind: 'load-balancer', id: item.id } as const,
        })),
      ...[
        ...artifacts['aws.rds.instances'].map(databaseEndpoint),
        ...managedEndpointKeys.flatMap((key) => artifacts[key]),
      ].map((endpoint) => ({
        subject: resource(endpoint.type, endpoint),
        name: endpoint.name,
        target: { kind: 'endpoint', endpoint } as const,
      })),
    ];
    return targets.map(({ subject, name, target }) => {
      const standing = standingIn(select(exposureOf(network, target), notDeclared(declared)), {
        doors: ({ doors }) => !doors.includes('load-balancer'),
      });
      if (standing.verdict === 'unknown') return say.unread(subject, standing.gap);
      const { proof } = standing;
      if (standing.verdict === 'blocked') return say.is(subject, 'within', { name });
      const { ports, path, openings } = standing;
      return say.is(subject, 'beyond', { name, ports, path }, { proof, measured: { ports }, badness: openings });
    });
  },
});
