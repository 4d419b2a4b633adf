import { countryOf, isWithin } from '../../src/derive/aws/countries.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Backups lie in the claimed country',
  why: 'Backups are copied to other regions on purpose; the copies are data like any other.',
  decides: ['residency.country'],
  needs: ['aws.backup.recovery', 'aws.rds.recovery', 'aws.dynamodb.recovery'],
  reasons: {
    within: { status: 'pass', text: '{count} recovery points and restore windows lie in {region} ({country})' },
    abroad: {
      status: 'fail',
      text: '{count} recovery points and restore windows lie in {region} ({country}), not in {claimed}',
      fix: 'Change the copy actions and replications to a region of the claimed country and delete these copies.',
    },
  },
  whenEmpty: 'no backup was found',
  evaluate: (given, { country: claimed }, say) => {
    const sources = ['aws.backup.recovery', 'aws.rds.recovery', 'aws.dynamodb.recovery'] as const;
    return sources.flatMap((source) =>
      given[source].flatMap((recovery) => {
        const subject = resource('backups', recovery, source);
        const { region, points, windows, missing } = recovery;
        const country = countryOf(region);
        const count = points.length + windows.length;
        if (country === null) {
          return [say.unread(subject, { kind: 'unsupported', detail: `the country of region ${region} is not known` })];
        }
        const slots = { count, region, country };
        if (isWithin(country, claimed)) {
          // What could not be listed here would lie in the right country all the same.
          return count > 0 ? [say.is(subject, 'within', slots)] : [];
        }
        if (count > 0) return [say.is(subject, 'abroad', { ...slots, claimed })];
        return missing.slice(0, 1).map((gap) => say.unread(subject, gap));
      }),
    );
  },
});
