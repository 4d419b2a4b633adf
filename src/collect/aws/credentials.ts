import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AccountAccess } from '../../domain/claim.ts';
import type { Credentials } from './live.ts';

const imdsTimeout = 1_000;
/** Refresh this long before the credentials end. */
const margin = 5 * 60_000;

/** Asks once and again only shortly before the answer expires; every client of the account shares it, also while it is asked for. */
const memoise = (provider: Credentials): Credentials => {
  let current: ReturnType<Credentials> | null = null;
  let expires = Number.POSITIVE_INFINITY;
  const ask = async () => {
    expires = Number.POSITIVE_INFINITY;
    try {
      const fresh = await provider();
      expires = fresh.expiration?.getTime() ?? Number.POSITIVE_INFINITY;
      return fresh;
    } catch (error) {
      current = null;
      throw error;
    }
  };
  const memoised: Credentials = () => {
    if (current === null || Date.now() > expires - margin) current = ask();
    return current;
  };
  // The mark keeps each client from wrapping it once more, with one AssumeRole per client.
  return Object.assign(memoised, { memoized: true });
};

/**
 * Credentials for one account as the AWS CLI finds them: the default chain, a profile of it, or a role assumed from
 * there. Rejects with the provider's own error when there are none.
 */
export const credentialsFor = async (
  { profile, role, externalId }: AccountAccess,
  session: {
    readonly name: string;
    readonly region: string;
    readonly handler: NodeHttpHandler;
    readonly mfaCode?: (serial: string) => Promise<string>;
  },
): Promise<Credentials> => {
  const { fromNodeProviderChain, fromTemporaryCredentials } = await import('@aws-sdk/credential-providers');
  const clientConfig = { region: session.region, requestHandler: session.handler };
  const mfaCodeProvider =
    session.mfaCode ??
    ((serial: string) =>
      Promise.reject(
        new Error(`the profile asks for a code of ${serial}; get a session with MFA first (aws sts get-session-token)`),
      ));
  const base = fromNodeProviderChain({
    ...(profile === null ? {} : { profile }),
    clientConfig,
    timeout: imdsTimeout,
    maxRetries: 0,
    mfaCodeProvider,
  });
  if (role === null) return memoise(base);
  return memoise(
    fromTemporaryCredentials({
      masterCredentials: base,
      params: {
        RoleArn: role,
        RoleSessionName: session.name,
        ...(externalId === null ? {} : { ExternalId: externalId }),
      },
      clientConfig,
    }),
  );
};
