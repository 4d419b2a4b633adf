import type { Instant } from '../../domain/aws.ts';
import type { Detail, Say } from '../../domain/check.ts';
import type { Proof, Said } from '../../domain/finding.ts';
import type { BackedUp } from './backed-up.ts';
import { durationText } from './duration.ts';
import type { Observed } from './frequency.ts';
import { frequencyOf } from './frequency.ts';
import type { Restorable } from './recovery-index.ts';
import { lengthOf } from './timeline.ts';

/** What checks on backup frequency can say. */
export const frequencyReasons = {
  kept: {
    status: 'pass',
    text: '{name}: {longest} at most between recovery points in the last {history}; {every} claimed, {tolerance} tolerated',
  },
  'kept-briefly': {
    status: 'pass',
    text: '{name}: {longest} at most between recovery points, in a short history of {history}; {every} claimed, {tolerance} tolerated',
  },
  gap: {
    status: 'fail',
    text: '{name}: {longest} without a recovery point, from {from} to {to}; {every} claimed, {tolerance} tolerated',
    fix: 'Turn on point-in-time recovery, or schedule backups at least as often as claimed and watch that they run.',
  },
  none: {
    status: 'fail',
    text: '{name}: nothing can be restored, no recovery point exists',
    fix: 'Turn on point-in-time recovery, or put the resource into a backup plan.',
  },
} as const;

/** Most points that a proof lists, the newest. */
const pointsShown = 200;

const seconds = (milliseconds: number): number => Math.round(milliseconds / 1000);
const iso = (at: Instant): string => new Date(at).toISOString();
const text = (milliseconds: number): string => durationText(seconds(milliseconds));

/** One finding on how often a resource was really backed up. Absence counts only when every listing could be read. */
export const sayFrequency = (
  item: BackedUp,
  restorable: Restorable,
  everySeconds: number,
  say: Say<typeof frequencyReasons>,
): Said => {
  const { subject, name } = item;
  const every = everySeconds * 1000;
  const found = frequencyOf(item, restorable, every, say.now);
  const unsettled = (detail: string) =>
    say.unread(subject, restorable.missing ?? { kind: 'inconclusive', detail: `${name}: ${detail}` });
  if (found.verdict === 'young') return unsettled(`made ${text(found.age)} ago, nothing was due yet`);
  const continuous = restorable.points.some(({ by }) => by === 'aws-backup-continuous');
  if (continuous && found.verdict !== 'kept') {
    return unsettled('backed up continuously, but no listing tells up to when it can be restored');
  }
  if (found.verdict === 'none') return restorable.missing ? unsettled('') : say.is(subject, 'none', { name });
  const { observed, longest, limit } = found;
  const history = text(lengthOf(observed));
  if (found.verdict === 'short')
    return unsettled(`its recovery points reach back ${history} only, too short to judge a period of ${text(every)}`);
  if (found.verdict === 'pruned')
    return unsettled('older snapshots are sparse, which may be thinning out as well as missed backups');
  const slots = { name, longest: text(lengthOf(longest)), every: text(every), tolerance: text(limit - every) };
  const detail = detailOf(found);
  if (found.verdict === 'kept')
    return say.is(subject, found.brief ? 'kept-briefly' : 'kept', { ...slots, history }, detail);
  if (restorable.missing) return unsettled('');
  return say.is(subject, 'gap', { ...slots, from: iso(longest.from), to: iso(longest.to) }, detail);
};

const detailOf = ({ observed, longest, coverage }: Observed): Detail => {
  const length = seconds(lengthOf(longest));
  const windows = coverage.windows.map(({ from, to }) => `any moment from ${iso(from)} to ${iso(to)} can be restored`);
  const proof: Proof = {
    type: 'timeline',
    text: [`observed from ${iso(observed.from)} to ${iso(observed.to)}`, ...windows].join('; '),
    points: coverage.points
      .filter((at) => at >= Math.min(observed.from, longest.from))
      .sort((a, b) => a - b)
      .slice(-pointsShown)
      .map(iso),
    longestGap: { from: iso(longest.from), to: iso(longest.to), seconds: length },
  };
  return { proof, measured: { longestGap: durationText(length) }, badness: length };
};
