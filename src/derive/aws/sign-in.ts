import type { IamUser } from '../../domain/aws.ts';
import type { Read } from '../../domain/gap.ts';
import { known } from '../../domain/gap.ts';

/** What an IAM user signs in with, as far as a claim on these users cares; null = with nothing. */
export type SignIn = 'console' | 'keys' | null;

/**
 * `console`: users with a password. `all`: users with active access keys too. Unread only where the missing fact could
 * change the answer.
 */
export const signInOf = (user: IamUser, users: 'console' | 'all'): Read<SignIn> => {
  const { consolePassword, activeKeys } = user;
  if (consolePassword.ok && consolePassword.value) return known('console');
  if (users === 'all' && activeKeys.ok && activeKeys.value > 0) return known('keys');
  if (!consolePassword.ok) return consolePassword;
  return users === 'all' && !activeKeys.ok ? activeKeys : known(null);
};
