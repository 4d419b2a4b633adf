import { databaseEndpoint } from '../../src/derive/net/database.ts';
import { networkFrom, notThrough, standingOf } from '../../src/derive/net/standing.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Databases cannot be reached from the internet',
  why: 'A database is public when its flag, its subnet and its security group together let the internet in; one of them alone proves nothing.',
  decides: ['network.isolation'],
  needs: ['aws.rds.instances', 'aws.network', 'aws.network.doors'],
  reasons: {
    isolated: { status: 'pass', text: 'database {name}: {why}' },
    reachable: {
      status: 'fail',
      text: 'database {name} can be reached on {ports}: {path}',
      fix: 'Turn off public accessibility (aws rds modify-db-instance --no-publicly-accessible) and narrow its security group.',
    },
  },
  whenEmpty: 'there is no RDS instance in the accounts that were read',
  evaluate: (
    { 'aws.rds.instances': databases, 'aws.network': regions, 'aws.network.doors': doors },
    { edges },
    say,
  ) => {
    const network = networkFrom(regions, doors);
    return databases.map((database) => {
      const subject = resource('rds-instance', database);
      const standing = standingOf(
        network,
        { kind: 'endpoint', endpoint: databaseEndpoint(database) },
        { doors: notThrough(edges) },
      );
      if (standing.verdict === 'unknown') return say.unread(subject, standing.gap);
      const { name } = database;
      const { proof } = standing;
      if (standing.verdict === 'blocked') return say.is(subject, 'isolated', { name, why: standing.why }, { proof });
      const { ports, path, openings } = standing;
      return say.is(subject, 'reachable', { name, ports, path }, { proof, measured: { ports }, badness: openings });
    });
  },
});
