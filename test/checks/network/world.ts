import type { DbInstance } from '../../../src/domain/aws.ts';
import { known } from '../../../src/domain/gap.ts';
import type { EndpointPolicy, ManagedEndpoint, SubnetAccess } from '../../../src/domain/managed-endpoints.ts';
import type {
  FileSystemMounts,
  GroupSubject,
  InterfaceSubject,
  NetworkFacts,
  VpcSubject,
} from '../../../src/domain/network.ts';
import { slice } from '../../check-tester.ts';
import { ACCOUNT, eni, facts, group, ip, REGION, rule } from '../../derive/net/facts.ts';
import { instance } from '../aws-items.ts';

const place = { account: ACCOUNT, region: REGION };

/** The artifacts that hold the network itself, with nothing in front of it. */
export const network = (extra: Partial<NetworkFacts> = {}) => ({
  'aws.network': slice(facts(extra)),
  'aws.network.doors': slice({ account: ACCOUNT, accelerators: known([]), vpcOrigins: known([]) }),
});

/** A public interface whose group admits what the rules say. */
export const admitting = (...rules: readonly (readonly [string, string])[]): Partial<NetworkFacts> => ({
  securityGroups: known([
    group(
      'sg-web',
      rules.map(([what, from]) => rule(what, from)),
    ),
  ]),
});

export const hidden: Partial<NetworkFacts> = {
  interfaces: known([eni('eni-web', { addresses: [{ private: ip('10.0.1.5'), public: null }] })]),
};

export const server = (extra: Partial<InterfaceSubject> = {}): InterfaceSubject => ({
  ...place,
  id: 'eni-web',
  tags: {},
  name: 'web',
  vpc: 'vpc-1',
  instance: 'i-web',
  serves: 'instance',
  inUse: true,
  ...extra,
});

export const vpcSubject = (id: string, environment: string | null): VpcSubject => ({
  ...place,
  id,
  name: id,
  tags: environment === null ? {} : { environment },
});

export const groupSubject = (id: string, name = id): GroupSubject => ({ ...place, id, name, vpc: 'vpc-1', tags: {} });

export const mounts = (extra: Partial<FileSystemMounts> = {}): FileSystemMounts => ({
  ...place,
  id: 'arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-1',
  name: 'shared',
  tags: {},
  groups: known(['sg-web']),
  ...extra,
});

export const environments = {
  production: { tags: [{ key: 'environment', values: ['production'] }], vpcs: [], accounts: [] },
  staging: { tags: [{ key: 'environment', values: ['staging'] }], vpcs: [], accounts: [] },
};

/** A publicly accessible database in the public subnet. */
export const database = (extra: Partial<DbInstance> = {}): DbInstance =>
  instance({
    ...place,
    publiclyAccessible: true,
    zone: 'eu-west-1a',
    port: 5432,
    vpc: 'vpc-1',
    subnets: [{ subnet: 'subnet-pub', zone: 'eu-west-1a' }],
    securityGroups: ['sg-web'],
    ...extra,
  });

/** An endpoint of a managed service, answered by AWS itself for everybody. */
export const endpoint = (extra: Partial<ManagedEndpoint> = {}): ManagedEndpoint => ({
  ...place,
  id: 'arn:aws:es:eu-west-1:111122223333:domain/logs',
  tags: null,
  type: 'opensearch-domain',
  name: 'logs',
  ports: [443],
  door: 'direct',
  access: known({ at: 'service', setting: 'public endpoint', sources: null, policy: null }),
  ...extra,
});

/** In the public subnet with a public address and the group `sg-web`. */
export const placed = (extra: Partial<SubnetAccess> = {}): SubnetAccess => ({
  at: 'subnets',
  public: true,
  subnets: known([{ subnet: 'subnet-pub', zone: 'eu-west-1a' }]),
  in: { zone: 'eu-west-1a' },
  groups: ['sg-web'],
  addresses: [],
  ...extra,
});

/** A policy of one or more statements for `*` on everything. */
export const policy = (statements: readonly object[], extra: Partial<EndpointPolicy> = {}): EndpointPolicy => ({
  text: known(
    JSON.stringify({
      Statement: statements.map((one) => ({ Effect: 'Allow', Principal: '*', Resource: '*', ...one })),
    }),
  ),
  actions: ['execute-api:Invoke'],
  absent: 'everybody',
  given: {},
  decides: true,
  ...extra,
});
