import {
  accessKeys,
  accountSummary,
  credentialReport,
  loginProfile,
  mfaDevices,
  passwordPolicy,
  users,
  virtualMfaDevices,
} from '../../../parse/aws/iam.ts';
import { defineOperation, marker } from '../operation.ts';

const page = marker({ MaxItems: 1000 });
/** The SDK names the exception, the wire its code. */
const noSuchEntity = ['NoSuchEntityException', 'NoSuchEntity'];

export const iam = {
  'iam:GetAccountSummary': defineOperation({ action: 'iam:GetAccountSummary', output: accountSummary, global: true }),
  'iam:ListUsers': defineOperation({ action: 'iam:ListUsers', output: users, paging: page, global: true }),
  'iam:GetLoginProfile': defineOperation({
    action: 'iam:GetLoginProfile',
    output: loginProfile,
    absent: noSuchEntity,
    global: true,
  }),
  'iam:ListMFADevices': defineOperation({
    action: 'iam:ListMFADevices',
    output: mfaDevices,
    paging: page,
    global: true,
  }),
  'iam:ListVirtualMFADevices': defineOperation({
    action: 'iam:ListVirtualMFADevices',
    output: virtualMfaDevices,
    paging: page,
    global: true,
  }),
  'iam:ListAccessKeys': defineOperation({
    action: 'iam:ListAccessKeys',
    output: accessKeys,
    paging: page,
    global: true,
  }),
  'iam:GetCredentialReport': defineOperation({
    action: 'iam:GetCredentialReport',
    output: credentialReport,
    absent: [
      'CredentialReportNotPresentException',
      'ReportNotPresent',
      'CredentialReportExpiredException',
      'ReportExpired',
      'CredentialReportNotReadyException',
      'ReportInProgress',
    ],
    global: true,
  }),
  'iam:GetAccountPasswordPolicy': defineOperation({
    action: 'iam:GetAccountPasswordPolicy',
    output: passwordPolicy,
    absent: noSuchEntity,
    global: true,
  }),
};
