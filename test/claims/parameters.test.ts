import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parameterSchemas } from '../../src/claims/parameters.ts';
import { formatPorts, place, ports } from '../../src/claims/values.ts';
import { type Kind, type KindParameters, kinds, type Store } from '../../src/domain/kinds.ts';

const DATA: readonly Store[] = ['rds', 's3', 'ebs', 'efs', 'dynamodb'];
const tcp = (from: number, to = from) => ({ protocol: 'tcp' as const, from, to });

/** What a kind's checks get when the file writes the least that is valid. */
const least: { readonly [K in Kind]: readonly [written: object, parameters: KindParameters[K]] } = {
  'network.isolation': [{}, { edges: ['load-balancer', 'cdn', 'api-gateway', 'global-accelerator'] }],
  'network.separate-vpcs': [{}, { environments: [], level: 'routing' }],
  'network.firewall': [{}, { stores: ['rds', 'efs'] }],
  'network.least-ports': [{}, { public: [tcp(80), tcp(443)], internal: null }],
  'network.admin-access': [
    {},
    {
      ports: [
        tcp(22),
        tcp(23),
        tcp(2375, 2376),
        tcp(2379, 2380),
        tcp(3389),
        tcp(4505, 4506),
        tcp(5900, 5903),
        tcp(5985, 5986),
        tcp(6443),
        tcp(10250),
      ],
      from: [],
    },
  ],
  'network.hygiene': [{}, { rules: ['default-group', 'public-ip-on-launch', 'imdsv2', 'flow-logs', 'unused-groups'] }],
  'transit.encryption': [{}, { bits: 128, traffic: 'all' }],
  'transit.https-only': [{}, {}],
  'transit.tls-grade': [{}, { grade: 'A+' }],
  'transit.hsts': [{}, { maxAgeSeconds: 15_552_000 }],
  'transit.hsts-preload': [{}, {}],
  'transit.secure-cookies': [{}, {}],
  'rest.encryption': [{}, { stores: DATA, algorithm: 'aes-256', key: 'any' }],
  'storage.private': [{}, { stores: ['s3', 'rds', 'ebs'] }],
  'storage.logs': [{}, {}],
  'backup.automated': [{}, { stores: DATA }],
  'backup.frequency': [{ every: '6h' }, { everySeconds: 21_600, stores: DATA }],
  'backup.encrypted': [{}, { stores: DATA }],
  'backup.multi-region': [{}, { regions: 2, stores: DATA }],
  'backup.offsite': [{ provider: 'gcp' }, { provider: 'gcp', bucket: null }],
  'backup.restore': [{}, { withinSeconds: null }],
  'availability.redundancy': [{}, { zones: 2, of: ['database', 'load-balancer', 'group'] }],
  'availability.failover': [{}, {}],
  'ddos.shield': [{}, { tier: 'standard' }],
  'ddos.rate-limit': [{}, {}],
  'identity.mfa': [{}, { users: 'console', root: true, hardware: false }],
  'identity.password-policy': [
    {},
    { minLength: 14, uppercase: true, lowercase: true, numbers: true, symbols: true, reusePrevention: 0 },
  ],
  'identity.least-privilege': [{}, {}],
  'identity.server-keys': [{}, {}],
  'audit.access-logging': [{}, {}],
  'audit.immutable': [{}, {}],
  'monitoring.alerts': [{}, {}],
  'vulnerability.scanning': [{}, {}],
  'vulnerability.patching': [{}, { withinSeconds: 2_592_000 }],
  'residency.country': [{ country: 'US' }, { country: 'US' }],
  'hosting.provider': [{ provider: 'aws' }, { provider: 'aws' }],
  'hosting.datastore': [{}, { engine: 'rds' }],
  'disclosure.policy': [{}, { url: null }],
  'disclosure.pgp-key': [{}, { url: null, fingerprint: null }],
  'document.published': [{ url: 'https://hook0.com' }, { url: 'https://hook0.com/' }],
  'process.change-control': [{}, { repository: null }],
  'process.code-scanning': [{}, { repository: null }],
  'process.risk': [{}, {}],
  'process.vendor': [{}, {}],
  'process.people': [{}, {}],
  'process.training': [{}, {}],
  'process.policy': [{}, {}],
  'process.incident-response': [{}, {}],
  'process.security-team': [{}, {}],
  'process.access-approval': [{}, {}],
  certification: [{}, {}],
  retention: [{}, {}],
  'assurance.audit': [{}, {}],
  'assurance.pentest': [{}, {}],
  'payment.processor': [{}, {}],
  'privacy.regulation': [{}, {}],
  'privacy.data-use': [{}, {}],
  'product.authentication': [{}, {}],
  'product.authorization': [{}, {}],
  'product.encryption': [{}, {}],
};

/** Parameters that no default can stand in for. */
const required: Partial<Record<Kind, string>> = {
  'backup.frequency': 'every',
  'backup.offsite': 'provider',
  'residency.country': 'country',
  'hosting.provider': 'provider',
  'document.published': 'url',
};

const schemaOf = (kind: Kind): z.ZodType => parameterSchemas[kind];
const allKinds = Object.keys(kinds).filter((name): name is Kind => name in parameterSchemas);

describe.each(allKinds)('%s', (kind) => {
  const [written, parameters] = least[kind];

  test('has these defaults', () => {
    expect(schemaOf(kind).parse(written)).toStrictEqual(parameters);
  });

  test('is written back as it can be read again', () => {
    const again = z.encode(schemaOf(kind), schemaOf(kind).parse(written));
    expect(again).toMatchObject(kind === 'document.published' ? {} : written);
    expect(schemaOf(kind).parse(again)).toStrictEqual(parameters);
  });

  test('refuses a parameter that it does not have', () => {
    expect(schemaOf(kind).safeParse({ ...written, nonsense: 1 }).error?.issues).toMatchObject([
      { code: 'unrecognized_keys', keys: ['nonsense'] },
    ]);
  });

  test('needs what has no default', () => {
    const missing = schemaOf(kind)
      .safeParse({})
      .error?.issues.map(({ path }) => path.join('.'));
    expect(missing).toEqual(required[kind] === undefined ? undefined : [required[kind]]);
  });
});

test('every store can be named', () => {
  const stores = Object.keys({
    rds: 0,
    s3: 0,
    ebs: 0,
    efs: 0,
    dynamodb: 0,
    fsx: 0,
    documentdb: 0,
    neptune: 0,
    redshift: 0,
    elasticache: 0,
    opensearch: 0,
  } satisfies Record<Store, 0>);
  expect(parameterSchemas['backup.encrypted'].parse({ stores })).toEqual({ stores });
});

describe('values that are read', () => {
  test.each<[Kind, object, object]>([
    ['transit.hsts', { maxAge: 31536000 }, { maxAgeSeconds: 31_536_000 }],
    ['transit.hsts', { maxAge: '365d' }, { maxAgeSeconds: 31_536_000 }],
    ['transit.tls-grade', { grade: 'A-' }, { grade: 'A-' }],
    ['backup.restore', { within: '4h' }, { withinSeconds: 14_400 }],
    ['vulnerability.patching', { within: '2w' }, { withinSeconds: 1_209_600 }],
    [
      'disclosure.pgp-key',
      { fingerprint: `${'0123 4567 89ab cdef '.repeat(2)}0123 4567` },
      { url: null, fingerprint: '0123456789ABCDEF0123456789ABCDEF01234567' },
    ],
    ['process.change-control', { repository: 'hook0/hook0' }, { repository: 'hook0/hook0' }],
    ['network.isolation', { edges: [] }, { edges: [] }],
    [
      'network.least-ports',
      {
        public: ['tcp/443', 443, 'udp/53', 'tcp/8000-8100', 'tcp/*', 'icmp'],
        internal: [{ from: 'web', to: 'sg-0db', ports: ['tcp/5432'] }],
      },
      {
        public: [
          tcp(443),
          tcp(443),
          { protocol: 'udp', from: 53, to: 53 },
          tcp(8000, 8100),
          tcp(0, 65_535),
          { protocol: 'icmp', from: 0, to: 65_535 },
        ],
        internal: [
          { from: { type: 'name', name: 'web' }, to: { type: 'security-group', id: 'sg-0db' }, ports: [tcp(5432)] },
        ],
      },
    ],
    [
      'network.admin-access',
      {
        ports: [22],
        from: ['10.0.0.0/8', '203.0.113.7', '2001:db8::/32', '2001:db8::7', 'sg-0a', 'pl-0b', 'vpc-0c', 'vpn'],
      },
      {
        ports: [tcp(22)],
        from: [
          { type: 'cidr', cidr: '10.0.0.0/8' },
          { type: 'cidr', cidr: '203.0.113.7/32' },
          { type: 'cidr', cidr: '2001:db8::/32' },
          { type: 'cidr', cidr: '2001:db8::7/128' },
          { type: 'security-group', id: 'sg-0a' },
          { type: 'prefix-list', id: 'pl-0b' },
          { type: 'vpc', id: 'vpc-0c' },
          { type: 'name', name: 'vpn' },
        ],
      },
    ],
  ])('%s %j', (kind, written, parameters) => {
    expect(schemaOf(kind).parse(written)).toStrictEqual(parameters);
  });
});

describe('values that are refused', () => {
  test.each<[Kind, object, string]>([
    ['backup.frequency', { every: 6 }, 'not a duration'],
    ['backup.frequency', { every: 'hourly' }, 'not a duration'],
    ['backup.encrypted', { stores: [] }, 'Too small'],
    ['transit.hsts', { maxAge: 0 }, 'Too small'],
    ['transit.hsts', { maxAge: true }, 'write a duration such as "180d", or whole seconds'],
    ['network.admin-access', { ports: ['22'] }, 'not a port'],
    ['network.admin-access', { ports: ['tcp/90-80'] }, 'the range runs backwards; write "tcp/80-90"'],
    ['network.admin-access', { ports: ['tcp/65536'] }, 'the highest port is 65535'],
    ['network.admin-access', { ports: [70_000] }, 'Too big'],
    ['network.admin-access', { ports: ['sctp/1'] }, 'not a port'],
    ['network.admin-access', { from: ['10.0.0.0/33'] }, 'not a CIDR block'],
    ['network.admin-access', { from: ['10.0.0.256'] }, 'not a CIDR block'],
    ['network.admin-access', { from: ['2001:db8::/129'] }, 'not a CIDR block'],
    ['residency.country', { country: 'USA' }, 'not a country'],
    ['residency.country', { country: 'us' }, 'not a country'],
    ['availability.redundancy', { zones: 1 }, 'Too small'],
    ['backup.multi-region', { regions: 1 }, 'Too small'],
    ['document.published', { url: 'http://hook0.com/' }, 'not an https address'],
    ['document.published', { url: 'hook0.com' }, 'not an https address'],
    ['document.published', { url: 'https://me:pw@hook0.com/' }, 'an address must not hold a password'],
    ['document.published', { url: 'https://[::1' }, 'not an https address'],
    ['disclosure.pgp-key', { fingerprint: '0123ABCD' }, 'not a key fingerprint'],
    ['process.code-scanning', { repository: 'https://github.com/a/b' }, 'not a repository; write "owner/name"'],
    ['transit.tls-grade', { grade: 'T' }, 'Invalid option'],
    ['transit.encryption', { bits: 0 }, 'Too small'],
    ['rest.encryption', { algorithm: 'aes-128' }, 'Invalid input'],
  ])('%s %j', (kind, written, message) => {
    const messages = schemaOf(kind)
      .safeParse(written)
      .error?.issues.map((issue) => issue.message);
    expect(messages).toContainEqual(expect.stringContaining(message));
  });
});

test('a port range is read back as it was written', () => {
  const range = fc
    .tuple(fc.constantFrom('tcp' as const, 'udp' as const), fc.nat(65_535), fc.nat(65_535))
    .map(([protocol, a, b]) => ({ protocol, from: Math.min(a, b), to: Math.max(a, b) }));
  fc.assert(
    fc.property(range, (written) => {
      expect(ports.parse(formatPorts(written))).toEqual(written);
    }),
  );
});

test('a place is read back as it was written', () => {
  const cidr = fc.tuple(fc.ipV4(), fc.nat(32)).map(([address, bits]) => `${address}/${bits}`);
  const written = fc.oneof(cidr, fc.constantFrom('sg-0a', 'pl-0b', 'vpc-0c', 'production', 'web servers'));
  fc.assert(
    fc.property(written, (text) => {
      expect(z.encode(place, place.parse(text))).toBe(text);
    }),
  );
});
