import type { Read } from '../gap.ts';
import type { AwsResource, Instant } from './base.ts';

export interface AccountSummary extends AwsResource {
  /** null: the field was not in the answer. */
  readonly rootMfa: boolean | null;
  readonly rootPassword: boolean | null;
  readonly rootKeys: boolean | null;
}

export type MfaKind = 'virtual' | 'hardware' | 'security-key' | 'sms';

export interface IamUser extends AwsResource {
  readonly name: string;
  readonly createdAt: Instant | null;
  readonly consolePassword: Read<boolean>;
  readonly activeKeys: Read<number>;
  readonly mfaDevices: Read<readonly MfaKind[]>;
}

export interface VirtualMfaOfRoot extends AwsResource {
  /** `true`: the root user's device is a virtual one. */
  readonly rootDeviceIsVirtual: boolean;
}

export interface PasswordPolicy extends AwsResource {
  /** `false`: none is set, AWS's default applies (8 characters, three of four classes, no expiry). */
  readonly custom: boolean;
  readonly minimumLength: number;
  readonly requireUppercase: boolean;
  readonly requireLowercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  /** Number of remembered passwords, 0 = reuse is allowed. */
  readonly reusePrevention: number;
  /** Days, null = never expires. */
  readonly maxAgeDays: number | null;
}
