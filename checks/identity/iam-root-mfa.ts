import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'The root user signs in with a second factor',
  why: 'The root user can do everything in the account, and no policy can stop it.',
  decides: ['identity.mfa'],
  needs: ['aws.iam.summary'],
  reasons: {
    mfa: { status: 'pass', text: 'the root user of account {account} has a second factor' },
    'no-mfa': {
      status: 'fail',
      text: 'the root user of account {account} has {credentials} and no second factor',
      fix: 'Sign in as root and register a passkey, security key or hardware token; delete root access keys.',
    },
  },
  whenEmpty: 'the root user has neither a password nor access keys, so nothing can be signed in with',
  notShown: ['that the registered device is in the hands of the right person'],
  when: ({ root }) => root,
  evaluate: ({ 'aws.iam.summary': summaries }, _, say) =>
    summaries.flatMap((summary) => {
      const subject = resource('root-user', summary);
      const { account, rootMfa, rootPassword, rootKeys } = summary;
      if (rootMfa === true) return [say.is(subject, 'mfa', { account })];
      const held = [...(rootPassword ? ['a password'] : []), ...(rootKeys ? ['access keys'] : [])];
      if (rootMfa === false && held.length > 0) {
        return [say.is(subject, 'no-mfa', { account, credentials: held.join(' and ') })];
      }
      // Neither password nor keys: there is nothing that a second factor could guard.
      if (rootMfa === false && rootPassword === false && rootKeys === false) return [];
      const field =
        rootMfa === null
          ? 'AccountMFAEnabled'
          : rootPassword === null
            ? 'AccountPasswordPresent'
            : 'AccountAccessKeysPresent';
      return [say.unread(subject, { kind: 'malformed', detail: `GetAccountSummary answered without ${field}` })];
    }),
});
