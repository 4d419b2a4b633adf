import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/** Client configuration for one account of the emulator: one attempt, a bound on silence. */
export const configFor = async (endpoint: string, account: string) => {
  const base = {
    endpoint,
    region: 'us-east-1',
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({ requestTimeout: 30_000, throwOnRequestTimeout: true }),
  };
  const sts = new STSClient({ ...base, credentials: { accessKeyId: 'any', secretAccessKey: 'any' } });
  const role = { RoleArn: `arn:aws:iam::${account}:role/claimcheck`, RoleSessionName: 'test' };
  const { Credentials: granted } = await sts.send(new AssumeRoleCommand(role));
  const credentials = {
    accessKeyId: granted?.AccessKeyId ?? '',
    secretAccessKey: granted?.SecretAccessKey ?? '',
    sessionToken: granted?.SessionToken ?? '',
  };
  return { ...base, credentials };
};

/** What a failed call says: error name and HTTP status; an error if it did not fail. */
export const failureOf = async (
  call: Promise<unknown>,
): Promise<{ readonly name: string; readonly status: number | null }> => {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const metadata = '$metadata' in error ? error.$metadata : null;
    const status =
      metadata !== null && typeof metadata === 'object' && 'httpStatusCode' in metadata
        ? metadata.httpStatusCode
        : null;
    return { name: error.name, status: typeof status === 'number' ? status : null };
  }
  throw new Error('the call did not fail');
};
