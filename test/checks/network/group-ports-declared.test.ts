import check from '../../../checks/network/group-ports-declared.ts';
import { known } from '../../../src/domain/gap.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { cidr, denied } from '../../derive/net/facts.ts';
import { admitting, database, groupSubject, hidden, network } from './world.ts';

const subjects = { 'aws.ec2.security-groups': slice(groupSubject('sg-web')) };
const halves = {
  ...admitting(['tcp/8080', 'pl-1']),
  prefixLists: known([
    { id: 'pl-1', name: 'partners', family: 4 as const, entries: known([cidr('0.0.0.0/1'), cidr('128.0.0.0/1')]) },
  ]),
};
const unused = { ...admitting(['all', '0.0.0.0/0']), interfaces: known([]) };

const ports = {
  kind: 'network.least-ports',
  with: { public: [{ protocol: 'tcp', from: 443, to: 443 }], internal: null },
} as const;
const rule443 = admitting(
  ['tcp/443', '0.0.0.0/0'],
  ['tcp/443', '::/0'],
  ['tcp/8080', 'sg-web'],
  ['tcp/22', '10.0.0.0/8'],
);
const withDatabases = { ...subjects, 'aws.rds.instances': slice<never>() };

testCheck('group-ports-declared', check, [
  {
    name: 'declared ports and private sources',
    ...ports,
    given: { ...withDatabases, ...network(rule443) },
    expect: 'pass',
    reasons: ['within'],
  },
  {
    name: 'a range, though the server is hidden',
    ...ports,
    given: { ...withDatabases, ...network({ ...admitting(['tcp/1024-65535', '0.0.0.0/0']), ...hidden }) },
    expect: 'fail',
    reasons: ['beyond'],
    says: ['tcp/1024-65535'],
  },
  {
    name: 'IPv6 alone',
    ...ports,
    given: { ...withDatabases, ...network(admitting(['tcp/22', '::/0'])) },
    expect: 'fail',
    says: ['::/0'],
  },
  {
    name: 'a prefix list of two halves',
    ...ports,
    given: { ...withDatabases, ...network(halves) },
    expect: 'fail',
    says: ['pl-1'],
  },
  {
    name: 'carried by nothing',
    ...ports,
    given: { ...withDatabases, ...network(unused) },
    expect: 'pass',
    reasons: ['unused'],
  },
  {
    name: 'carried by a database alone',
    ...ports,
    given: { ...subjects, 'aws.rds.instances': slice(database()), ...network(unused) },
    expect: 'fail',
  },
  {
    name: 'an unreadable prefix list',
    ...ports,
    given: { ...withDatabases, ...network(admitting(['tcp/22', 'pl-1'])) },
    expect: 'unknown',
  },
  {
    name: 'interfaces unread: it may be carried',
    ...ports,
    given: { ...withDatabases, ...network({ ...admitting(['tcp/22', '0.0.0.0/0']), interfaces: denied('x:y') }) },
    expect: 'fail',
  },
  {
    name: 'no group',
    ...ports,
    given: { 'aws.ec2.security-groups': slice<never>(), 'aws.rds.instances': slice<never>(), ...network() },
    expect: 'notApplicable',
  },
]);
