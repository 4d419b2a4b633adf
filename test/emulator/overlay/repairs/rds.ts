import { createHash } from 'node:crypto';
import type { AccountFacts, RestoreWindow } from '../../../../fixtures/seed/facts.ts';
import { type Answer, xml } from '../answer.ts';
import type { Call } from '../call.ts';
import type { Repair } from '../repair.ts';

const iso = (at: number): string => new Date(at).toISOString();

/** A resource id as AWS makes them, the same for one database in every answer. */
const resourceId = (kind: RestoreWindow['kind'], account: string | null, name: string): string => {
  const letters = createHash('sha256').update(`${account} ${kind} ${name}`).digest('hex').toUpperCase().slice(0, 26);
  return `${kind === 'instance' ? 'db' : 'cluster'}-${letters}`;
};

const BLOCKS = [
  { element: 'DBInstance', kind: 'instance' },
  { element: 'DBSnapshot', kind: 'instance' },
  { element: 'DBCluster', kind: 'cluster' },
  { element: 'DBClusterSnapshot', kind: 'cluster' },
] as const;

/** moto gives every instance the same resource id, and clusters another one at each run. */
const patchResourceIds = (body: string, account: string | null): string =>
  BLOCKS.reduce(
    (text, { element, kind }) =>
      text.replace(new RegExp(`<${element}>[\\s\\S]*?</${element}>`, 'g'), (block) => {
        const owner = kind === 'instance' ? 'DBInstanceIdentifier' : 'DBClusterIdentifier';
        const id = kind === 'instance' ? 'DbiResourceId' : 'DbClusterResourceId';
        const name = new RegExp(`<${owner}>([^<]*)<`).exec(block)?.[1];
        if (name === undefined) return block;
        return block.replace(new RegExp(`<${id}>[^<]*<`), `<${id}>${resourceId(kind, account, name)}<`);
      }),
    body,
  );

/** moto keeps the word of a default key where nothing is encrypted, and has no second zone. */
const patchDetails = (body: string): string =>
  body
    .replaceAll('<KmsKeyId>default_kms_key_id</KmsKeyId>', '')
    .replace(/<DBInstance>[\s\S]*?<\/DBInstance>/g, (block) => {
      const zone = /<AvailabilityZone>([^<]+)([ab])</.exec(block);
      if (zone === null || !block.includes('<MultiAZ>true<')) return block;
      const second = `${zone[1]}${zone[2] === 'a' ? 'b' : 'a'}`;
      return block.replace(
        '</DBInstance>',
        `<SecondaryAvailabilityZone>${second}</SecondaryAvailabilityZone></DBInstance>`,
      );
    });

const windowOf = (
  facts: AccountFacts,
  call: Call,
  kind: RestoreWindow['kind'],
  name: string,
): RestoreWindow | undefined =>
  facts.restoreWindows.find(
    (window) =>
      window.kind === kind &&
      window.name === name &&
      window.region === call.region &&
      window.sourceRegion === call.region,
  );

/** Rewrites the restorable times inside each `<DBInstance>` or `<DBCluster>` of an answer. */
const patchTimes = (body: string, element: 'DBInstance' | 'DBCluster', call: Call, facts: AccountFacts): string =>
  body.replace(new RegExp(`<${element}>[\\s\\S]*?</${element}>`, 'g'), (block) => {
    const name = new RegExp(`<${element}Identifier>([^<]*)<`).exec(block)?.[1] ?? '';
    const window = windowOf(facts, call, element === 'DBInstance' ? 'instance' : 'cluster', name);
    const bare = block.replace(/<(Earliest|Latest)RestorableTime>[^<]*<\/\1RestorableTime>/g, '');
    if (window === undefined) return bare;
    const earliest =
      element === 'DBCluster' ? `<EarliestRestorableTime>${iso(window.earliest)}</EarliestRestorableTime>` : '';
    const times = `${earliest}<LatestRestorableTime>${iso(window.latest)}</LatestRestorableTime>`;
    return bare.replace(`</${element}>`, `${times}</${element}>`);
  });

const automatedBackup = (window: RestoreWindow, account: string): string => {
  const instance = window.kind === 'instance';
  const element = instance ? 'DBInstance' : 'DBCluster';
  const replica = window.region !== window.sourceRegion;
  const id = resourceId(window.kind, account, `${window.name} ${window.region}`).split('-')[1]?.toLowerCase();
  const arn = `arn:aws:rds:${window.sourceRegion}:${account}:${instance ? 'db' : 'cluster'}:${window.name}`;
  const backupArn = `arn:aws:rds:${window.region}:${account}:${instance ? 'auto-backup' : 'cluster-auto-backup'}:ab-${id}`;
  const fields: Readonly<Record<string, string>> = {
    [`${element}Identifier`]: window.name,
    [instance ? 'DbiResourceId' : 'DbClusterResourceId']: resourceId(window.kind, account, window.name),
    [`${element}Arn`]: arn,
    [`${element}AutomatedBackupsArn`]: backupArn,
    Region: window.sourceRegion,
    Status: replica ? 'replicating' : 'active',
    RestoreWindow: `<EarliestTime>${iso(window.earliest)}</EarliestTime><LatestTime>${iso(window.latest)}</LatestTime>`,
    [instance ? 'Encrypted' : 'StorageEncrypted']: String(window.encrypted),
    Engine: window.engine,
    BackupRetentionPeriod: String(window.retentionDays),
  };
  const inner = Object.entries(fields).map(([name, value]) => `<${name}>${value}</${name}>`);
  return `<${element}AutomatedBackup>${inner.join('')}</${element}AutomatedBackup>`;
};

const automatedBackups = (call: Call, facts: AccountFacts, kind: RestoreWindow['kind']): Answer => {
  const element = kind === 'instance' ? 'DBInstance' : 'DBCluster';
  const name = call.form.get(`${element}Identifier`);
  const windows = facts.restoreWindows.filter(
    (window) => window.kind === kind && window.region === call.region && (name === null || name === window.name),
  );
  const list = `${element}AutomatedBackups`;
  const inner = windows.map((window) => automatedBackup(window, call.account ?? '')).join('');
  return xml(
    `<${call.operation}Response xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><${call.operation}Result><${list}>${inner}</${list}>` +
      `</${call.operation}Result><ResponseMetadata><RequestId>overlay</RequestId></ResponseMetadata></${call.operation}Response>`,
  );
};

export const rdsRepairs: readonly Repair[] = [
  {
    service: 'rds',
    operation: 'DescribeDBInstances',
    moto: 'LatestRestorableTime is always now, backups or not; one resource id for all; no second zone',
    here: 'the end of the seeded restore window, absent without one; an own resource id each; the other zone of a pair',
    patch: (body, call, facts) =>
      patchDetails(patchResourceIds(patchTimes(body, 'DBInstance', call, facts), call.account)),
  },
  {
    service: 'rds',
    operation: 'DescribeDBClusters',
    moto: 'EarliestRestorableTime is the creation, LatestRestorableTime always now; a random resource id',
    here: 'the seeded restore window, absent without one; a stable resource id',
    patch: (body, call, facts) =>
      patchDetails(patchResourceIds(patchTimes(body, 'DBCluster', call, facts), call.account)),
  },
  {
    service: 'rds',
    operation: /^DescribeDB(Cluster)?Snapshots$/,
    moto: 'the resource ids of the two rows above',
    here: 'the resource id of the database',
    patch: (body, call) => patchDetails(patchResourceIds(body, call.account)),
  },
  {
    service: 'rds',
    operation: 'DescribeDBInstanceAutomatedBackups',
    moto: 'identifier and status only',
    here: 'the seeded restore windows, replicated ones included',
    answer: (call, facts) => automatedBackups(call, facts, 'instance'),
  },
  {
    service: 'rds',
    operation: 'DescribeDBClusterAutomatedBackups',
    moto: 'not implemented',
    here: 'the seeded restore windows of clusters',
    answer: (call, facts) => automatedBackups(call, facts, 'cluster'),
  },
];
