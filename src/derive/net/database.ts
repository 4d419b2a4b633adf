import type { DbInstance } from '../../domain/aws.ts';
import { known } from '../../domain/gap.ts';
import type { ManagedEndpoint } from '../../domain/managed-endpoints.ts';

const made = new WeakMap<DbInstance, ManagedEndpoint>();

const toEndpoint = (database: DbInstance): ManagedEndpoint => ({
  id: database.id,
  account: database.account,
  region: database.region,
  tags: database.tags,
  type: 'rds-instance',
  name: database.name,
  ports: database.port === null ? null : [database.port],
  door: 'direct',
  access: known({
    at: 'subnets',
    public: database.publiclyAccessible,
    subnets: known(database.subnets),
    in: { zone: database.zone },
    groups: database.securityGroups,
    addresses: [],
  }),
});

/** A database as the network sees it. */
export const databaseEndpoint = (database: DbInstance): ManagedEndpoint => {
  const endpoint = made.get(database) ?? toEndpoint(database);
  made.set(database, endpoint);
  return endpoint;
};
