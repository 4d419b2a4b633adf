import type { Origin, Recovery, RestorePoint, RestoreWindow } from '../../domain/aws.ts';
import type { Say } from '../../domain/check.ts';
import type { Said, Subject } from '../../domain/finding.ts';
import { resource } from '../../domain/finding.ts';
import { groupBy } from '../../domain/group-by.ts';
import type { Store } from '../../domain/kinds.ts';

/** What checks on encrypted backups can say. */
export const encryptedReasons = {
  encrypted: { status: 'pass', text: 'all {count} backups of {origin} in {region} are encrypted' },
  plain: {
    status: 'fail',
    text: '{plain} of {count} backups of {origin} in {region} are not encrypted, first {first}',
    fix: 'Copy them into an encrypted vault or with a KMS key, delete the originals, and encrypt the source.',
  },
} as const;

type Backup = RestorePoint | RestoreWindow;

/**
 * One finding per backed-up thing and region where its backups lie. Every backup counts, so a listing that could not be
 * read is told for its region: what it hides may be plain.
 */
export const sayEncrypted = (
  recoveries: readonly Recovery[],
  stores: readonly Store[],
  say: Say<typeof encryptedReasons>,
): readonly Said[] =>
  recoveries.flatMap((recovery) => [
    ...recovery.missing.slice(0, 1).map((gap) => say.unread(resource('region', recovery), gap)),
    ...[...byOrigin(recovery, stores)].map(([origin, backups]) => sayOne(recovery, origin, backups, say)),
  ]);

const byOrigin = ({ points, windows }: Recovery, stores: readonly Store[]): ReadonlyMap<string, readonly Backup[]> =>
  groupBy(
    [...points, ...windows].filter(({ store }) => store !== null && stores.includes(store)),
    ({ of }) => nameOf(of),
  );

const nameOf = (origin: Origin): string => {
  switch (origin.type) {
    case 'database':
      return `${origin.kind === 'instance' ? 'database' : 'cluster'} ${origin.name} (${origin.region})`;
    case 'arn':
      return origin.arn;
    default:
      return `${origin.type} ${origin.id}`;
  }
};

const sayOne = (
  { account, region }: Recovery,
  origin: string,
  backups: readonly Backup[],
  say: Say<typeof encryptedReasons>,
): Said => {
  const subject: Subject = { type: 'backups', id: origin, account, region };
  const plain = backups.filter(({ encrypted }) => encrypted === false).sort((a, b) => (a.id < b.id ? -1 : 1));
  const untold = backups.find(({ encrypted }) => encrypted === null);
  const slots = { origin, region, count: backups.length };
  if (plain[0]) {
    const detail = { measured: { plain: plain.length }, badness: plain.length };
    return say.is(subject, 'plain', { ...slots, plain: plain.length, first: plain[0].id }, detail);
  }
  if (untold)
    return say.unread(subject, {
      kind: 'malformed',
      detail: `the listing does not say whether ${untold.id} is encrypted`,
    });
  return say.is(subject, 'encrypted', slots);
};
