import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { credentialsFor } from '../../../src/collect/aws/credentials.ts';
import { createHandler } from '../../../src/collect/aws/live.ts';
import type { AccountAccess } from '../../../src/domain/claim.ts';
import type { AwsAnswer, AwsServer } from '../../servers/aws.ts';
import { startAws, xml, xmlError } from '../../servers/aws.ts';

const role: AccountAccess = { profile: null, role: 'arn:aws:iam::222222222222:role/auditor', externalId: 'acme-7' };
const own: AccountAccess = { profile: null, role: null, externalId: null };
const minute = 60_000;

let server: AwsServer;
let answer: AwsAnswer = () => undefined;
let before = 0;
beforeAll(async () => {
  server = await startAws((call, response, nth) => answer(call, response, nth - before));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.stop();
});
beforeEach(() => {
  before = server.calls.length;
  vi.unstubAllEnvs();
  for (const name of [
    'AWS_PROFILE',
    'AWS_SESSION_TOKEN',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  ])
    vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_ENDPOINT_URL', server.url);
  vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null');
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDOWN');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
});

const calls = () => server.calls.slice(before);
const open = (access: AccountAccess) =>
  credentialsFor(access, { name: 'claimcheck-test', region: 'eu-west-1', handler: createHandler(2_000) });

const assumed =
  (life: number): AwsAnswer =>
  (_, response, nth) => {
    const expiration = new Date(Date.now() + life).toISOString();
    xml(
      response,
      'AssumeRole',
      `<Credentials><AccessKeyId>ASIA${nth}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${expiration}</Expiration></Credentials>`,
    );
  };

describe("the caller's own credentials", () => {
  test('come from the environment, without a call', async () => {
    expect(await (await open(own))()).toMatchObject({ accessKeyId: 'AKIDOWN' });
    expect(calls()).toEqual([]);
  });

  test('that are nowhere reject with the words of the chain, and nobody is asked on the way', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
    await expect((await open(own))()).rejects.toMatchObject({ name: 'CredentialsProviderError' });
    expect(calls()).toEqual([]);
  });

  test('of a profile that does not exist reject', async () => {
    await expect((await open({ ...own, profile: 'nowhere' }))()).rejects.toMatchObject({
      name: 'CredentialsProviderError',
    });
  });
});

describe('a role', () => {
  test('is assumed with its external id and a name that tells who did it', async () => {
    answer = assumed(60 * minute);
    expect(await (await open(role))()).toMatchObject({ accessKeyId: 'ASIA1', sessionToken: 't' });
    const [call] = calls();
    expect(call).toMatchObject({ service: 'sts', keyId: 'AKIDOWN', action: 'AssumeRole' });
    expect(Object.fromEntries(new URLSearchParams(call?.body))).toMatchObject({
      RoleArn: role.role,
      RoleSessionName: 'claimcheck-test',
      ExternalId: 'acme-7',
    });
  });

  test('is assumed once, however many clients ask, at once or one after the other', async () => {
    answer = assumed(60 * minute);
    const credentials = await open(role);
    await Promise.all(Array.from({ length: 20 }, () => credentials()));
    await credentials();
    expect(calls()).toHaveLength(1);
  });

  test('is assumed again shortly before it ends, and again only once', async () => {
    answer = assumed(4 * minute);
    const credentials = await open(role);
    await credentials();
    const again = await Promise.all(Array.from({ length: 20 }, () => credentials()));
    expect(new Set(again.map(({ accessKeyId }) => accessKeyId))).toEqual(new Set(['ASIA2']));
    expect(calls()).toHaveLength(2);
  });

  test('that is refused says so, and is asked for again by whoever comes next', async () => {
    answer = (call, response, nth) =>
      nth === 1 ? xmlError(response, 403, 'AccessDenied') : assumed(60 * minute)(call, response, nth);
    const credentials = await open(role);
    await expect(credentials()).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(await credentials()).toMatchObject({ accessKeyId: 'ASIA2' });
  });
});
