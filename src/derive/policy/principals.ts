import type { Principals } from '../../parse/aws/policy-document.ts';

/** Identity providers that give anybody an account. */
const publicProviders = new Set([
  'graph.facebook.com',
  'accounts.google.com',
  'www.amazon.com',
  'cognito-identity.amazonaws.com',
]);

/** Whether a principal element takes in somebody without an account, or somebody of any account. */
export const admitsStranger = (
  { not, anyone, aws, federated }: Principals,
  who: 'anonymous' | 'account',
  mode: 'may' | 'must',
): boolean => {
  if (not) return !anyone;
  if (anyone) return true;
  // Sign-in with a public provider needs no account of AWS.
  if (federated.some((provider) => provider === '*' || publicProviders.has(provider))) return true;
  // AWS refuses wildcards inside an ARN here; if one is there all the same, nobody can say what it means.
  return who === 'account' && mode === 'may' && aws.some((name) => /[*?]/.test(name));
};

/** Whether it names somebody at all. */
export const namesSomebody = ({ not, anyone, aws, services, federated, canonical }: Principals): boolean =>
  not || anyone || aws.length + services.length + federated.length + canonical.length > 0;
