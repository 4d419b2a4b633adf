import { signInOf } from '../../src/derive/aws/sign-in.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'IAM users sign in with a second factor',
  why: 'A password or access key alone is one phishing mail or one leaked file away from a stranger.',
  decides: ['identity.mfa'],
  needs: ['aws.iam.users'],
  reasons: {
    mfa: { status: 'pass', text: 'user {name} ({signIn}) has a second factor: {devices}' },
    'no-mfa': {
      status: 'fail',
      text: 'user {name} ({signIn}) has no second factor',
      fix: 'Register a device for the user (aws iam enable-mfa-device), or delete the password or keys.',
    },
    'not-hardware': {
      status: 'fail',
      text: 'user {name} ({signIn}) has a second factor that is not hardware: {devices}',
      fix: 'Register a hardware token or security key and remove the other device.',
    },
  },
  whenEmpty: 'no IAM user can sign in with what the claim speaks of',
  notShown: [
    'users of single sign-on: no AWS API tells their second factor',
    'a passkey that is synchronised between devices looks like a security key',
    'that access keys are refused without the second factor',
  ],
  evaluate: ({ 'aws.iam.users': users }, parameters, say) =>
    users.flatMap((user) => {
      const subject = resource('iam-user', user);
      const { name, mfaDevices } = user;
      const signIn = signInOf(user, parameters.users);
      if (signIn.ok && signIn.value === null) return [];
      if (!mfaDevices.ok) return [say.unread(subject, mfaDevices.gap)];
      const devices = mfaDevices.value;
      const soft = devices.some((kind) => kind === 'virtual' || kind === 'sms');
      const guarded = devices.length > 0 && !(parameters.hardware && soft);
      // With a second factor in place it does not matter what it guards.
      if (!signIn.ok && !guarded) return [say.unread(subject, signIn.gap)];
      const slots = { name, signIn: signIn.ok && signIn.value === 'keys' ? 'access keys' : 'console password' };
      if (devices.length === 0) return [say.is(subject, 'no-mfa', slots)];
      return [say.is(subject, guarded ? 'mfa' : 'not-hardware', { ...slots, devices: devices.join(', ') })];
    }),
});
