import type { IamUser, MfaKind } from '../../../domain/aws.ts';
import type { Read } from '../../../domain/gap.ts';
import { known, mapRead } from '../../../domain/gap.ts';
import type { ReportedUser } from '../../../parse/aws/credential-report.ts';
import { parseCredentialReport } from '../../../parse/aws/credential-report.ts';
import { mfaKindOf } from '../../../parse/aws/iam.ts';
import { defineAwsCollector } from '../collector.ts';
import type { AwsPort } from '../port.ts';

const operations = [
  'iam:ListUsers',
  'iam:GetCredentialReport',
  'iam:GetLoginProfile',
  'iam:ListMFADevices',
  'iam:ListAccessKeys',
] as const;
type Port = AwsPort<(typeof operations)[number]>;

type Known = Pick<ReportedUser, 'name' | 'arn' | 'createdAt'>;

/**
 * IAM users with what they can sign in with. Passwords and devices are read live: the credential report may be four
 * hours old. It serves for the keys, which it saves a call each, and for the names when users cannot be listed; without a
 * report each user's keys are asked for. No report is ever generated: that would be a write.
 */
export default defineAwsCollector({
  key: 'aws.iam.users',
  per: 'account',
  operations,
  collect: async (aws) => {
    const [listed, report] = await Promise.all([aws.list('iam:ListUsers', (page) => page.Users), readReport(aws)]);
    const live: readonly Known[] = listed.items.map(({ UserName, Arn, CreateDate }) => ({
      name: UserName,
      arn: Arn,
      createdAt: CreateDate,
    }));
    const seen = new Set(live.map(({ name }) => name));
    const others = listed.gaps.length === 0 ? [] : [...report.values()].filter(({ name }) => !seen.has(name));
    const users = await Promise.all([...live, ...others].map((user) => readUser(aws, user, report.get(user.name))));
    return { items: users, gaps: listed.gaps };
  },
});

const readReport = async (aws: Port): Promise<ReadonlyMap<string, ReportedUser>> => {
  const answer = await aws.readOptional('iam:GetCredentialReport');
  const users = answer.ok && answer.value !== null ? parseCredentialReport(answer.value.Content) : null;
  return new Map((users ?? []).map((user) => [user.name, user]));
};

const readUser = async (aws: Port, user: Known, reported: ReportedUser | undefined): Promise<IamUser> => {
  const input = { UserName: user.name };
  const [profile, devices, activeKeys] = await Promise.all([
    aws.readOptional('iam:GetLoginProfile', input),
    aws.list('iam:ListMFADevices', (page) => page.MFADevices, input),
    readKeys(aws, input, reported),
  ]);
  const [missing] = devices.gaps;
  const mfaDevices: Read<readonly MfaKind[]> = missing
    ? { ok: false, gap: missing.gap }
    : known(devices.items.map(({ SerialNumber }) => mfaKindOf(SerialNumber)));
  return {
    id: user.arn,
    account: aws.account,
    region: 'global',
    tags: null,
    name: user.name,
    createdAt: user.createdAt,
    consolePassword: mapRead(profile, (value) => value !== null),
    activeKeys,
    mfaDevices,
  };
};

const readKeys = async (
  aws: Port,
  input: { readonly UserName: string },
  reported: ReportedUser | undefined,
): Promise<Read<number>> => {
  const counted = reported?.activeKeys ?? null;
  if (counted !== null) return known(counted);
  const { items, gaps } = await aws.list('iam:ListAccessKeys', (page) => page.AccessKeyMetadata, input);
  const [missing] = gaps;
  return missing ? { ok: false, gap: missing.gap } : known(items.filter(({ Status }) => Status === 'Active').length);
};
