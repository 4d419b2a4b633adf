import type { RecoveryMechanism } from '../../domain/aws.ts';
import type { Say } from '../../domain/check.ts';
import type { Said } from '../../domain/finding.ts';
import type { BackedUp } from './backed-up.ts';
import { durationText } from './duration.ts';
import type { Restorable } from './recovery-index.ts';

/** What checks on automation can say. */
export const automatedReasons = {
  automated: { status: 'pass', text: '{name} is backed up by {by}; the newest automatic recovery point is {age} old' },
  stopped: {
    status: 'fail',
    text: '{name} was backed up by {by}, but the newest automatic recovery point is {age} old',
    fix: 'Find out why the schedule no longer makes recovery points (state of the plan, role, selection) and restart it.',
  },
  'by-hand': {
    status: 'fail',
    text: '{name} has recovery points, but none that a schedule of AWS is known to have made',
    fix: 'Put the resource into a backup plan, or turn on automated backups.',
  },
  none: {
    status: 'fail',
    text: '{name} has no recovery point at all',
    fix: 'Put the resource into a backup plan, or turn on automated backups.',
  },
} as const;

/** A monthly schedule is the slowest in use; with a day's grace. */
const slowest = 32 * 24 * 3_600_000;
const day = 24 * 3_600_000;

const names: Readonly<Record<RecoveryMechanism, string>> = {
  rds: 'automated snapshots',
  ebs: 'snapshots',
  'lifecycle-manager': 'Data Lifecycle Manager',
  dynamodb: 'DynamoDB backups',
  'aws-backup': 'AWS Backup',
  'aws-backup-continuous': 'continuous AWS Backup',
};

/** One finding on whether a resource is backed up without a person doing it. */
export const sayAutomated = (item: BackedUp, restorable: Restorable, say: Say<typeof automatedReasons>): Said => {
  const { subject, name } = item;
  const { points, windows, missing } = restorable;
  const automatic = [
    ...windows.map(({ to }) => ({ at: to, by: 'point-in-time recovery' })),
    ...points.filter(({ automated }) => automated).map(({ at, by }) => ({ at, by: names[by] })),
  ];
  const newest = automatic.reduce<(typeof automatic)[number] | null>(
    (last, one) => (last && last.at >= one.at ? last : one),
    null,
  );
  if (newest) {
    const age = say.now - newest.at;
    const slots = { name, by: newest.by, age: durationText(age / 1000) };
    // A continuous backup goes on from its one point; a stopped database needs no new ones.
    const goesOn = item.stopped || points.some(({ by }) => by === 'aws-backup-continuous');
    if (age <= slowest || goesOn) return say.is(subject, 'automated', slots);
    return missing ? say.unread(subject, missing) : say.is(subject, 'stopped', slots);
  }
  if (missing) return say.unread(subject, missing);
  if (item.createdAt !== null && say.now - item.createdAt < day) {
    return say.unread(subject, {
      kind: 'inconclusive',
      detail: `${name} was made less than a day ago: no backup was due yet`,
    });
  }
  return say.is(subject, points.length > 0 ? 'by-hand' : 'none', { name });
};
