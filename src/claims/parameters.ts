import { z } from 'zod';
import type { Kind, KindParameters } from '../domain/kinds.ts';
import { orNull } from './parsed.ts';
import { duration, fingerprint, httpsUrl, listOf, maxAge, place, ports } from './values.ts';

const STORES = [
  'rds',
  's3',
  'ebs',
  'efs',
  'dynamodb',
  'fsx',
  'documentdb',
  'neptune',
  'redshift',
  'elasticache',
  'opensearch',
] as const;
const PROVIDERS = [
  'aws',
  'azure',
  'gcp',
  'clever-cloud',
  'digitalocean',
  'hetzner',
  'ovh',
  'scaleway',
  'other',
] as const;
const EDGES = ['load-balancer', 'cdn', 'api-gateway', 'global-accelerator'] as const;
const HYGIENE = [
  'default-group',
  'public-ip-on-launch',
  'imdsv2',
  's3-endpoint',
  'flow-logs',
  'unused-groups',
] as const;
/** Not every VPC talks to S3; the other habits are for all. */
const USUAL_HYGIENE = HYGIENE.filter((rule) => rule !== 's3-endpoint');
const PARTS = ['database', 'load-balancer', 'group'] as const;

/** Remote shells, desktops and the control ports of container and configuration services. */
const ADMIN_PORTS = [
  'tcp/22',
  'tcp/23',
  'tcp/2375-2376',
  'tcp/2379-2380',
  'tcp/3389',
  'tcp/4505-4506',
  'tcp/5900-5903',
  'tcp/5985-5986',
  'tcp/6443',
  'tcp/10250',
];

const storeList = listOf(z.enum(STORES));
/** The stores that most pages mean by "data". */
const stores = storeList.prefault(['rds', 's3', 'ebs', 'efs', 'dynamodb']);
const provider = z.enum(PROVIDERS);
const repository = orNull(
  z.string().regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/, { error: 'not a repository; write "owner/name"' }),
);
const country = z
  .string()
  .regex(/^[A-Z]{2}$/, { error: 'not a country; write its two-letter code in capitals, such as "US"' });

/** A kind whose sentence has nothing to adjust: only an empty `with`, or none, is valid. */
const none = z.strictObject({});

type Parameters<K extends Kind> = KindParameters[K];

/** The schema of every kind's `with`, from the words of the claims file to what checks get, and back. */
export const parameterSchemas: { readonly [K in Kind]: z.ZodType<Parameters<K>> } = {
  'network.isolation': z.strictObject({ edges: z.array(z.enum(EDGES)).prefault([...EDGES]) }),
  'network.separate-vpcs': z.strictObject({
    environments: z.array(z.string().min(1)).prefault([]),
    level: z.enum(['placement', 'routing', 'effective']).prefault('routing'),
  }),
  'network.firewall': z.strictObject({ stores: storeList.prefault(['rds', 'efs']) }),
  'network.least-ports': z.strictObject({
    public: z.array(ports).prefault(['tcp/80', 'tcp/443']),
    internal: orNull(z.array(z.strictObject({ from: place, to: place, ports: listOf(ports) }))),
  }),
  'network.admin-access': z.strictObject({
    ports: listOf(ports).prefault(ADMIN_PORTS),
    from: z.array(place).prefault([]),
  }),
  'network.hygiene': z.strictObject({ rules: listOf(z.enum(HYGIENE)).prefault(USUAL_HYGIENE) }),
  'transit.encryption': z.strictObject({
    bits: z.int().min(1).max(256).prefault(128),
    traffic: z.enum(['external', 'internal', 'all']).prefault('all'),
  }),
  'transit.https-only': none,
  'transit.tls-grade': z.strictObject({ grade: z.enum(['A+', 'A', 'A-', 'B', 'C', 'D', 'E', 'F']).prefault('A+') }),
  'transit.hsts': z.codec(z.strictObject({ maxAge: maxAge.prefault('180d') }), z.custom<Parameters<'transit.hsts'>>(), {
    decode: (written) => ({ maxAgeSeconds: written.maxAge }),
    encode: (parameters) => ({ maxAge: parameters.maxAgeSeconds }),
  }),
  'transit.hsts-preload': none,
  'transit.secure-cookies': none,
  'rest.encryption': z.strictObject({
    stores,
    algorithm: z.literal('aes-256').prefault('aes-256'),
    key: z.enum(['any', 'customer']).prefault('any'),
  }),
  'storage.private': z.strictObject({ stores: storeList.prefault(['s3', 'rds', 'ebs']) }),
  'storage.logs': none,
  'backup.automated': z.strictObject({ stores }),
  'backup.frequency': z.codec(z.strictObject({ every: duration, stores }), z.custom<Parameters<'backup.frequency'>>(), {
    decode: (written) => ({ everySeconds: written.every, stores: written.stores }),
    encode: (parameters) => ({ every: parameters.everySeconds, stores: [...parameters.stores] }),
  }),
  'backup.encrypted': z.strictObject({ stores }),
  'backup.multi-region': z.strictObject({ regions: z.int().min(2).max(50).prefault(2), stores }),
  'backup.offsite': z.strictObject({ provider, bucket: orNull(z.string().min(1).max(255)) }),
  'backup.restore': z.codec(z.strictObject({ within: orNull(duration) }), z.custom<Parameters<'backup.restore'>>(), {
    decode: (written) => ({ withinSeconds: written.within }),
    encode: (parameters) => ({ within: parameters.withinSeconds }),
  }),
  'availability.redundancy': z.strictObject({
    zones: z.int().min(2).max(10).prefault(2),
    of: listOf(z.enum(PARTS)).prefault([...PARTS]),
  }),
  'availability.failover': none,
  'ddos.shield': z.strictObject({ tier: z.enum(['standard', 'advanced']).prefault('standard') }),
  'ddos.rate-limit': none,
  'identity.mfa': z.strictObject({
    users: z.enum(['console', 'all']).prefault('console'),
    root: z.boolean().prefault(true),
    hardware: z.boolean().prefault(false),
  }),
  'identity.password-policy': z.strictObject({
    minLength: z.int().min(6).max(128).prefault(14),
    uppercase: z.boolean().prefault(true),
    lowercase: z.boolean().prefault(true),
    numbers: z.boolean().prefault(true),
    symbols: z.boolean().prefault(true),
    reusePrevention: z.int().min(0).max(24).prefault(0),
  }),
  'identity.least-privilege': none,
  'identity.server-keys': none,
  'audit.access-logging': none,
  'audit.immutable': none,
  'monitoring.alerts': none,
  'vulnerability.scanning': none,
  'vulnerability.patching': z.codec(
    z.strictObject({ within: duration.prefault('30d') }),
    z.custom<Parameters<'vulnerability.patching'>>(),
    {
      decode: (written) => ({ withinSeconds: written.within }),
      encode: (parameters) => ({ within: parameters.withinSeconds }),
    },
  ),
  'residency.country': z.strictObject({ country }),
  'hosting.provider': z.strictObject({ provider }),
  'hosting.datastore': z.strictObject({
    engine: z.enum(['rds', 'dynamodb', 'documentdb', 'neptune', 'redshift']).prefault('rds'),
  }),
  'disclosure.policy': z.strictObject({ url: orNull(httpsUrl) }),
  'disclosure.pgp-key': z.strictObject({ url: orNull(httpsUrl), fingerprint: orNull(fingerprint) }),
  'document.published': z.strictObject({ url: httpsUrl }),
  'process.change-control': z.strictObject({ repository }),
  'process.code-scanning': z.strictObject({ repository }),
  'process.risk': none,
  'process.vendor': none,
  'process.people': none,
  'process.training': none,
  'process.policy': none,
  'process.incident-response': none,
  'process.security-team': none,
  'process.access-approval': none,
  certification: none,
  retention: none,
  'assurance.audit': none,
  'assurance.pentest': none,
  'payment.processor': none,
  'privacy.regulation': none,
  'privacy.data-use': none,
  'product.authentication': none,
  'product.authorization': none,
  'product.encryption': none,
};
