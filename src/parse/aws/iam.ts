import { z } from 'zod';
import type { MfaKind } from '../../domain/aws.ts';
import { instant, maybe, text } from './common.ts';

const count = z.number();

/** A key that is missing is not zero. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
export const accountSummary = z.object({
  SummaryMap: z.object({
    AccountMFAEnabled: maybe(count),
    AccountPasswordPresent: maybe(count),
    AccountAccessKeysPresent: maybe(count),
  }),
});

const user = z.object({ UserName: text, Arn: text, CreateDate: maybe(instant) });
export const users = z.object({ Users: z.array(user) });

export const loginProfile = z.object({ LoginProfile: z.object({ UserName: text }) });

export const mfaDevices = z.object({ MFADevices: z.array(z.object({ SerialNumber: text })) });

export const virtualMfaDevices = z.object({
  VirtualMFADevices: z.array(z.object({ SerialNumber: text, User: maybe(z.object({ Arn: maybe(text) })) })),
});

export const accessKeys = z.object({ AccessKeyMetadata: z.array(z.object({ Status: text })) });

/** `Content` is CSV in base64, as bytes are kept in JSON. */
export const credentialReport = z.object({ Content: text, GeneratedTime: maybe(instant) });

const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PasswordPolicy.html; AWS leaves unset numbers out. */
export const passwordPolicy = z.object({
  PasswordPolicy: z.object({
    MinimumPasswordLength: count,
    RequireSymbols: flag,
    RequireNumbers: flag,
    RequireUppercaseCharacters: flag,
    RequireLowercaseCharacters: flag,
    ExpirePasswords: flag,
    MaxPasswordAge: maybe(count),
    PasswordReusePrevention: maybe(count),
  }),
});
export type IamPasswordPolicy = z.output<typeof passwordPolicy>['PasswordPolicy'];

/**
 * What a device is, told by its serial number: an ARN for virtual devices, passkeys and security keys (`:u2f/`) and text
 * messages (`:sms-mfa/`), a bare number for a hardware token. A passkey may be software: that cannot be told apart.
 */
export const mfaKindOf = (serialNumber: string): MfaKind => {
  if (!serialNumber.startsWith('arn:')) return 'hardware';
  if (serialNumber.includes(':u2f/')) return 'security-key';
  return serialNumber.includes(':sms-mfa/') ? 'sms' : 'virtual';
};
