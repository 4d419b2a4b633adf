import type { AccountFacts, RootFacts } from '../../../../fixtures/seed/facts.ts';
import type { Repair } from '../repair.ts';

const entry = (key: string, value: number): string => `<entry><key>${key}</key><value>${value}</value></entry>`;

const setEntry = (body: string, key: string, value: number): string => {
  const present = new RegExp(`<key>${key}</key>\\s*<value>\\d+</value>`);
  return present.test(body)
    ? body.replace(present, `<key>${key}</key><value>${value}</value>`)
    : body.replace('</SummaryMap>', `${entry(key, value)}</SummaryMap>`);
};

const patchSummary = (body: string, { root }: AccountFacts): string =>
  [
    ['AccountMFAEnabled', root.mfa === 'none' ? 0 : 1],
    ['AccountAccessKeysPresent', root.accessKeys],
    ['AccountPasswordPresent', root.password ? 1 : 0],
  ].reduce((text, [key, value]) => setEntry(text, String(key), Number(value)), body);

const rootRow = (account: string, root: RootFacts, columns: readonly string[]): string => {
  const created = new Date(root.createdAt).toISOString().replace('.000Z', '+00:00');
  const values: Readonly<Record<string, string>> = {
    user: '<root_account>',
    arn: `arn:aws:iam::${account}:root`,
    user_creation_time: created,
    password_enabled: root.password ? 'not_supported' : 'FALSE',
    password_last_used: 'no_information',
    password_last_changed: 'not_supported',
    password_next_rotation: 'not_supported',
    mfa_active: String(root.mfa !== 'none'),
    access_key_1_active: String(root.accessKeys === 1),
    access_key_1_last_rotated: root.accessKeys === 1 ? created : 'N/A',
    access_key_2_active: 'false',
    cert_1_active: 'false',
    cert_2_active: 'false',
  };
  return columns.map((column) => values[column] ?? 'N/A').join(',');
};

const patchReport = (body: string, account: string, { root }: AccountFacts, clock: number): string =>
  body
    .replace(/<Content>([^<]*)<\/Content>/, (_whole, content: string) => {
      const [head = '', ...rows] = Buffer.from(content, 'base64').toString('utf8').trim().split('\n');
      const text = [head, rootRow(account, root, head.trim().split(',')), ...rows].join('\n');
      return `<Content>${Buffer.from(text).toString('base64')}</Content>`;
    })
    .replace(/<GeneratedTime>[^<]*</, `<GeneratedTime>${new Date(clock).toISOString()}<`);

const rootDevice = (account: string, root: RootFacts): string =>
  `<member><SerialNumber>arn:aws:iam::${account}:mfa/root-account-mfa-device</SerialNumber>` +
  `<EnableDate>${new Date(root.createdAt).toISOString()}</EnableDate>` +
  `<User><Path>/</Path><UserId>${account}</UserId><Arn>arn:aws:iam::${account}:root</Arn>` +
  `<CreateDate>${new Date(root.createdAt).toISOString()}</CreateDate></User></member>`;

const withoutSeeds = (body: string): string => body.replace(/<(Base32StringSeed|QRCodePNG)>[^<]*<\/\1>/g, '');

const withRoot = (body: string, account: string, { root }: AccountFacts): string =>
  root.mfa !== 'virtual'
    ? body
    : body
        .replace(/<VirtualMFADevices\s*\/>/, '<VirtualMFADevices></VirtualMFADevices>')
        .replace('<VirtualMFADevices>', `<VirtualMFADevices>${rootDevice(account, root)}`);

export const iamRepairs: readonly Repair[] = [
  {
    service: 'iam',
    operation: 'GetAccountSummary',
    moto: 'AccountMFAEnabled and AccountAccessKeysPresent always 0, no AccountPasswordPresent',
    here: 'the three fields as seeded',
    patch: (body, _call, facts) => patchSummary(body, facts),
  },
  {
    service: 'iam',
    operation: 'GetCredentialReport',
    moto: 'no row of the root user, made in 2015',
    here: 'a `<root_account>` row as seeded, made now',
    patch: (body, { account }, facts, clock) => patchReport(body, account ?? '', facts, clock),
  },
  {
    service: 'iam',
    operation: 'ListVirtualMFADevices',
    moto: 'the root user cannot have a device; the secret seeds of devices are listed',
    here: 'the device of the root user, where a virtual one is seeded; no seeds',
    patch: (body, { account, form }, facts) =>
      withoutSeeds(form.get('AssignmentStatus') === 'Unassigned' ? body : withRoot(body, account ?? '', facts)),
  },
];
