import type { Say } from '../../domain/check.ts';
import type { Said } from '../../domain/finding.ts';
import type { BackedUp } from './backed-up.ts';
import type { Restorable } from './recovery-index.ts';

/** What checks on backups in several regions can say. */
export const regionReasons = {
  spread: { status: 'pass', text: 'recovery points of {name} exist in {count} regions: {regions}' },
  'too-few': {
    status: 'fail',
    text: 'recovery points of {name} exist in {count} region(s) only: {regions}; {wanted} claimed',
    fix: 'Copy recovery points to another region: copy actions of the backup plan, or replication of automated backups.',
  },
  none: {
    status: 'fail',
    text: 'no recovery point of {name} exists in any region',
    fix: 'Put the resource into a backup plan with a copy action to another region.',
  },
} as const;

/** A copy that was not renewed for longer than a monthly schedule takes is no backup of today's data. */
const stale = 32 * 24 * 3_600_000;

/** One finding on the number of regions that hold a living backup of a resource. */
export const sayRegions = (
  item: BackedUp,
  restorable: Restorable,
  wanted: number,
  say: Say<typeof regionReasons>,
): Said => {
  const { subject, name } = item;
  const kept = [
    ...restorable.points.map(({ region, at, by }) => ({ region, at: by === 'aws-backup-continuous' ? say.now : at })),
    ...restorable.windows.map(({ region, to }) => ({ region, at: to })),
  ].filter(({ at }) => item.stopped || say.now - at <= stale);
  const regions = [...new Set(kept.map(({ region }) => region))].sort();
  const slots = { name, count: regions.length, regions: regions.join(', ') };
  const detail = { measured: { regions: regions.join(', ') }, badness: -regions.length };
  if (regions.length >= wanted) return say.is(subject, 'spread', slots, detail);
  if (restorable.missing) return say.unread(subject, restorable.missing);
  if (restorable.regionsRead.length < wanted) {
    const read = restorable.regionsRead.join(', ') || 'none';
    return say.unread(subject, {
      kind: 'inconclusive',
      detail: `backups were looked for in fewer regions than claimed: ${read}`,
    });
  }
  return regions.length === 0
    ? say.is(subject, 'none', { name }, detail)
    : say.is(subject, 'too-few', { ...slots, wanted }, detail);
};
