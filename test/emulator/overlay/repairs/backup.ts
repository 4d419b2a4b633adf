import { createHash } from 'node:crypto';
import type { AccountFacts, RecoveryPointSeries } from '../../../../fixtures/seed/facts.ts';
import { json } from '../answer.ts';
import type { Call } from '../call.ts';
import type { Repair } from '../repair.ts';

const PAGE = 1000;
const COPY_S = 600;

const uuid = (seed: string): string => {
  const hex = createHash('sha256').update(seed).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
};

const vaultArn = (series: RecoveryPointSeries, account: string): string =>
  `arn:aws:backup:${series.region}:${account}:backup-vault:${series.vault}`;

const pointsOf = (series: RecoveryPointSeries, account: string) =>
  series.points.map(({ at, encrypted }) => ({
    RecoveryPointArn: `arn:aws:backup:${series.region}:${account}:recovery-point:${uuid(`${series.region} ${series.resource} ${at}`)}`,
    BackupVaultName: series.vault,
    BackupVaultArn: vaultArn(series, account),
    ...(series.copiedFrom === null ? {} : { SourceBackupVaultArn: series.copiedFrom }),
    ResourceArn: series.resource,
    ResourceType: series.resourceType,
    CreatedBy: {
      BackupPlanArn: `arn:aws:backup:${series.region}:${account}:backup-plan:${series.plan}`,
      BackupPlanId: series.plan,
    },
    Status: 'COMPLETED',
    CreationDate: at / 1000,
    CompletionDate: at / 1000 + (series.copiedFrom === null ? 0 : COPY_S),
    IsEncrypted: encrypted,
    ...(encrypted ? { EncryptionKeyArn: `arn:aws:kms:${series.region}:${account}:key/${uuid(series.vault)}` } : {}),
  }));

type Point = ReturnType<typeof pointsOf>[number];

const inRegion = (call: Call, facts: AccountFacts): readonly Point[] =>
  facts.recoveryPoints
    .filter((series) => series.region === call.region)
    .flatMap((series) => pointsOf(series, call.account ?? ''))
    .sort((a, b) => b.CreationDate - a.CreationDate);

/** One page, newest first; the token is the index at which the next page begins. */
const page = (call: Call, points: readonly Point[]) => {
  const from = Number(call.query.get('nextToken') ?? 0);
  const size = Math.min(PAGE, Number(call.query.get('maxResults') ?? PAGE));
  const rest = points.length > from + size ? { NextToken: String(from + size) } : {};
  return json({ RecoveryPoints: points.slice(from, from + size), ...rest });
};

const protectedResources = (points: readonly Point[]) => {
  const newest = new Map<string, Point>();
  for (const point of points) if (!newest.has(point.ResourceArn)) newest.set(point.ResourceArn, point);
  return [...newest.values()].map((point) => ({
    ResourceArn: point.ResourceArn,
    ResourceType: point.ResourceType,
    LastBackupTime: point.CreationDate,
    LastBackupVaultArn: point.BackupVaultArn,
    LastRecoveryPointArn: point.RecoveryPointArn,
  }));
};

const segment = (path: string, index: number): string => decodeURIComponent(path.split('/')[index] ?? '');

export const backupRepairs: readonly Repair[] = [
  {
    service: 'backup',
    operation: /^GET \/backup-vaults\/[^/]+\/recovery-points\/?$/,
    moto: 'not implemented',
    here: 'the seeded recovery points of the vault, newest first, paged',
    answer: (call, facts) =>
      page(
        call,
        inRegion(call, facts).filter((point) => point.BackupVaultName === segment(call.path, 2)),
      ),
  },
  {
    service: 'backup',
    operation: /^GET \/resources\/[^/]+\/recovery-points\/?$/,
    moto: 'not implemented',
    here: 'the seeded recovery points of the resource, newest first, paged',
    answer: (call, facts) =>
      page(
        call,
        inRegion(call, facts).filter((point) => point.ResourceArn === segment(call.path, 2)),
      ),
  },
  {
    service: 'backup',
    operation: /^GET \/resources\/?$/,
    moto: 'not implemented',
    here: 'the resources that have seeded recovery points',
    answer: (call, facts) => json({ Results: protectedResources(inRegion(call, facts)) }),
  },
];
