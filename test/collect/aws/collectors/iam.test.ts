import { describe, expect, test } from 'vitest';
import passwordPolicy from '../../../../src/collect/aws/collectors/iam-password-policy.ts';
import rootDevice from '../../../../src/collect/aws/collectors/iam-root-device.ts';
import summary from '../../../../src/collect/aws/collectors/iam-summary.ts';
import users from '../../../../src/collect/aws/collectors/iam-users.ts';
import { asked, collectWith, deniedCall, failure } from './collect-with.ts';

const user = (UserName: string) => ({
  UserName,
  Arn: `arn:aws:iam::111111111111:user/${UserName}`,
  CreateDate: '2026-01-01T00:00:00.000Z',
});
const report = (...rows: readonly string[]) => ({
  Content: Buffer.from(
    ['user,arn,user_creation_time,access_key_1_active,access_key_2_active', ...rows].join('\n'),
  ).toString('base64'),
});

describe('users', () => {
  const live = {
    'iam:ListUsers': { Users: [user('alice'), user('robot')] },
    'iam:GetLoginProfile': (request: Parameters<typeof asked>[0]) =>
      asked(request, 'UserName') === 'alice'
        ? { LoginProfile: { UserName: 'alice' } }
        : failure('NoSuchEntityException', 404),
    'iam:ListMFADevices': (request: Parameters<typeof asked>[0]) => ({
      MFADevices:
        asked(request, 'UserName') === 'alice' ? [{ SerialNumber: 'arn:aws:iam::111111111111:mfa/alice' }] : [],
    }),
  };

  test('passwords and devices live, keys from the report', async () => {
    const { items, calls } = await collectWith(users, {
      ...live,
      'iam:GetCredentialReport': report(
        '<root_account>,arn,x,true,true',
        'alice,arn,x,false,false',
        'robot,arn,x,true,true',
      ),
    });
    expect(items).toMatchObject([
      { name: 'alice', consolePassword: { value: true }, mfaDevices: { value: ['virtual'] }, activeKeys: { value: 0 } },
      { name: 'robot', consolePassword: { value: false }, mfaDevices: { value: [] }, activeKeys: { value: 2 } },
    ]);
    expect(calls.some((call) => call.includes('ListAccessKeys') || call.includes('Generate'))).toBe(false);
  });

  test.each(['ReportNotPresent', 'CredentialReportExpiredException', 'AccessDenied'])(
    'without a report (%s) keys are asked of each user',
    async (code) => {
      const { items, gaps } = await collectWith(users, {
        ...live,
        'iam:GetCredentialReport': failure(code),
        'iam:ListAccessKeys': { AccessKeyMetadata: [{ Status: 'Active' }, { Status: 'Inactive' }] },
      });
      expect(items.map(({ activeKeys }) => activeKeys)).toEqual([
        { ok: true, value: 1 },
        { ok: true, value: 1 },
      ]);
      expect(gaps).toEqual([]);
    },
  );

  test('users cannot be listed: the report names them, and the gap stays', async () => {
    const { items, gaps } = await collectWith(users, {
      ...live,
      'iam:ListUsers': deniedCall,
      'iam:GetCredentialReport': report('alice,arn:alice,x,true,false'),
    });
    expect(items).toMatchObject([{ name: 'alice', id: 'arn:alice', activeKeys: { value: 1 } }]);
    expect(gaps).toMatchObject([{ gap: { action: 'iam:ListUsers' } }]);
  });

  test('refused reads are unread', async () => {
    const { items } = await collectWith(users, { 'iam:ListUsers': { Users: [user('alice')] } });
    expect(items).toMatchObject([
      { consolePassword: { ok: false }, mfaDevices: { ok: false }, activeKeys: { ok: false } },
    ]);
  });

  test.each([
    ['arn:aws:iam::1:mfa/phone', 'virtual'],
    ['arn:aws:iam::1:u2f/user/alice/key', 'security-key'],
    ['arn:aws:iam::1:sms-mfa/alice', 'sms'],
    ['GAHT12345678', 'hardware'],
  ])('device %s is %s', async (SerialNumber, kind) => {
    const { items } = await collectWith(users, { ...live, 'iam:ListMFADevices': { MFADevices: [{ SerialNumber }] } });
    expect(items[0]?.mfaDevices).toEqual({ ok: true, value: [kind] });
  });
});

describe('the account', () => {
  test('a field that is missing is not zero', async () => {
    const { items } = await collectWith(summary, {
      'iam:GetAccountSummary': { SummaryMap: { AccountMFAEnabled: 1, AccountAccessKeysPresent: 0 } },
    });
    expect(items).toMatchObject([{ rootMfa: true, rootKeys: false, rootPassword: null }]);
  });

  test("the root user's device is told by its owner, not by its name", async () => {
    const device = (Arn: string, SerialNumber: string) => ({ SerialNumber, User: { Arn } });
    const named = [
      device('arn:aws:iam::1:user/bob', 'arn:aws:iam::1:mfa/root-account-mfa-device'),
      { SerialNumber: 'unassigned' },
    ];
    const without = await collectWith(rootDevice, { 'iam:ListVirtualMFADevices': { VirtualMFADevices: named } });
    expect(without.items).toMatchObject([{ rootDeviceIsVirtual: false }]);
    const owned = [device('arn:aws:iam::111111111111:root', 'arn:aws:iam::1:mfa/phone')];
    const found = await collectWith(rootDevice, { 'iam:ListVirtualMFADevices': { VirtualMFADevices: owned } });
    expect(found.items).toMatchObject([{ rootDeviceIsVirtual: true }]);
    const refused = await collectWith(rootDevice, {});
    expect(refused).toMatchObject({ items: [], gaps: [{ gap: { kind: 'denied' } }] });
  });

  test("no password policy is AWS's default, a denied one is not", async () => {
    const none = await collectWith(passwordPolicy, {
      'iam:GetAccountPasswordPolicy': failure('NoSuchEntityException', 404),
    });
    expect(none.items).toMatchObject([{ custom: false, minimumLength: 8, requireSymbols: false, reusePrevention: 0 }]);
    const refused = await collectWith(passwordPolicy, {});
    expect(refused).toMatchObject({ items: [], gaps: [{ gap: { kind: 'denied' } }] });
    const own = {
      PasswordPolicy: { MinimumPasswordLength: 14, RequireSymbols: true, ExpirePasswords: false, MaxPasswordAge: 0 },
    };
    const set = await collectWith(passwordPolicy, { 'iam:GetAccountPasswordPolicy': own });
    expect(set.items).toMatchObject([
      { custom: true, minimumLength: 14, requireSymbols: true, requireNumbers: false, maxAgeDays: null },
    ]);
  });
});
