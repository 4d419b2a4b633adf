import {
  GetAccountPasswordPolicyCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  GetLoginProfileCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListMFADevicesCommand,
  ListUsersCommand,
  ListVirtualMFADevicesCommand,
} from '@aws-sdk/client-iam';
import type { Service } from './service.ts';

export const service: Service = {
  Client: IAMClient,
  commands: {
    GetAccountPasswordPolicy: GetAccountPasswordPolicyCommand,
    GetAccountSummary: GetAccountSummaryCommand,
    GetCredentialReport: GetCredentialReportCommand,
    GetLoginProfile: GetLoginProfileCommand,
    ListAccessKeys: ListAccessKeysCommand,
    ListMFADevices: ListMFADevicesCommand,
    ListUsers: ListUsersCommand,
    ListVirtualMFADevices: ListVirtualMFADevicesCommand,
  },
};
