import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: "The root user's second factor is hardware",
  why: 'A virtual device is a secret on a phone that can be copied; hardware has to be stolen.',
  decides: ['identity.mfa'],
  needs: ['aws.iam.summary', 'aws.iam.root-device'],
  reasons: {
    hardware: { status: 'pass', text: 'the second factor of the root user of account {account} is no virtual device' },
    virtual: {
      status: 'fail',
      text: 'the second factor of the root user of account {account} is a virtual device',
      fix: 'Register a hardware token or security key for root and remove the virtual device.',
    },
    none: {
      status: 'fail',
      text: 'the root user of account {account} has no second factor at all',
      fix: 'Register a hardware token or security key for root.',
    },
  },
  whenEmpty: 'no root user can sign in',
  notShown: ['a passkey that is synchronised between devices looks like a security key'],
  when: ({ root, hardware }) => root && hardware,
  evaluate: ({ 'aws.iam.summary': summaries, 'aws.iam.root-device': devices }, _, say) =>
    summaries.flatMap((summary) => {
      const subject = resource('root-user', summary);
      const { account, rootMfa, rootPassword, rootKeys } = summary;
      const device = devices.find((item) => item.account === account);
      if (device?.rootDeviceIsVirtual) return [say.is(subject, 'virtual', { account })];
      if (rootMfa === null)
        return [
          say.unread(subject, { kind: 'malformed', detail: 'GetAccountSummary answered without AccountMFAEnabled' }),
        ];
      if (!rootMfa && rootPassword === false && rootKeys === false) return [];
      if (!rootMfa) return [say.is(subject, 'none', { account })];
      // Devices could not be listed: the runner says so.
      return device ? [say.is(subject, 'hardware', { account })] : [];
    }),
});
