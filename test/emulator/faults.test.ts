import { AccountClient, ListRegionsCommand } from '@aws-sdk/client-account';
import { DescribeLocalGatewaysCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateUserCommand, IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeDRTAccessCommand, ListProtectionsCommand, ShieldClient } from '@aws-sdk/client-shield';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { seedAccount } from '../../fixtures/seed/account.ts';
import { noDrift } from '../../fixtures/seed/drift.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import {
  denied,
  expiredToken,
  failing,
  hanging,
  onlyNth,
  resetting,
  throttling,
  truncating,
} from './overlay/faults.ts';
import { configFor, failureOf } from './sdk.ts';

const ACCOUNT = '111111111111';
const CLOCK = Date.UTC(2026, 10, 22, 6, 30);

const clientsOf = (config: Awaited<ReturnType<typeof configFor>>) => ({
  account: new AccountClient(config),
  ec2: new EC2Client(config),
  iam: new IAMClient(config),
  rds: new RDSClient(config),
  s3: new S3Client({ ...config, forcePathStyle: true }),
  shield: new ShieldClient(config),
});

let emulator: Emulator;
let config: Awaited<ReturnType<typeof configFor>>;
let clients: ReturnType<typeof clientsOf>;

beforeAll(async () => {
  emulator = await startEmulator();
  config = await configFor(emulator.url, ACCOUNT);
  clients = clientsOf(config);
});

afterEach(() => emulator.inject());

afterAll(async () => {
  await emulator?.stop();
});

const vpcs = () => clients.ec2.send(new DescribeVpcsCommand({}));
const users = () => clients.iam.send(new ListUsersCommand({}));
const databases = () => clients.rds.send(new DescribeDBInstancesCommand({}));
const buckets = () => clients.s3.send(new ListBucketsCommand({}));
const protections = () => clients.shield.send(new ListProtectionsCommand({}));

describe('a call that moto does not have is told by a code', () => {
  test.each([
    ['EC2 query', () => clients.ec2.send(new DescribeLocalGatewaysCommand({}))],
    ['JSON 1.1', () => clients.shield.send(new DescribeDRTAccessCommand({}))],
    ['REST JSON', () => clients.account.send(new ListRegionsCommand({}))],
  ])('%s', async (_protocol, call) => {
    expect(await failureOf(call())).toEqual({ name: 'EmulatorNotImplemented', status: 501 });
  });
});

describe('denied in every protocol', () => {
  test.each([
    ['EC2 query', vpcs, 'UnauthorizedOperation'],
    ['query', users, 'AccessDenied'],
    ['REST XML', buckets, 'AccessDenied'],
    ['JSON', protections, 'AccessDeniedException'],
  ])('%s', async (_protocol, call, name) => {
    emulator.inject(denied({}));
    expect(await failureOf(call())).toEqual({ name, status: 403 });
  });

  test('only where it is aimed at', async () => {
    emulator.inject(denied({ service: 'ec2', region: 'us-west-2' }));
    await expect(vpcs()).resolves.toMatchObject({ Vpcs: [{ IsDefault: true }] });
  });
});

describe('other faults as the client sees them', () => {
  test.each([
    ['expired token, query', expiredToken({}), users, 'ExpiredToken'],
    ['expired token, EC2', expiredToken({}), vpcs, 'RequestExpired'],
    ['out of service', failing({}), databases, 'ServiceUnavailable'],
    ['connection reset', resetting({}), databases, 'TimeoutError'],
    ['throttled, EC2', throttling({}, { burst: 0, perSecond: 0 }), vpcs, 'RequestLimitExceeded'],
    ['throttled, JSON', throttling({}, { burst: 0, perSecond: 0 }), protections, 'ThrottlingException'],
    ['throttled, S3', throttling({}, { burst: 0, perSecond: 0 }), buckets, 'SlowDown'],
  ])('%s', async (_name, fault, call, name) => {
    emulator.inject(fault);
    expect((await failureOf(call())).name).toBe(name);
  });

  test('half a body is no answer', async () => {
    emulator.inject(truncating({}));
    await expect(databases()).rejects.toThrow();
  });

  test('an endpoint that never answers waits for the caller to give up', async () => {
    emulator.inject(hanging({ service: 'rds' }));
    const call = clients.rds.send(new DescribeDBInstancesCommand({}), { abortSignal: AbortSignal.timeout(50) });
    expect((await failureOf(call)).name).toBe('AbortError');
  });

  test('the third call fails, the others do not', async () => {
    emulator.inject(onlyNth(3, { service: 'iam' }, denied({})));
    const outcomes: boolean[] = [];
    for (let index = 0; index < 4; index += 1)
      outcomes.push(
        await users().then(
          () => true,
          () => false,
        ),
      );
    expect(outcomes).toEqual([true, true, false, true]);
  });

  test('a token bucket refills by the clock', async () => {
    let now = 0;
    const bucket = throttling({}, { burst: 1, perSecond: 1, clock: () => now });
    emulator.inject(bucket);
    const passes = () =>
      users().then(
        () => true,
        () => false,
      );
    const first = [await passes(), await passes()];
    now = 1000;
    expect([...first, await passes(), bucket.throttled()]).toEqual([true, false, true, 1]);
  });
});

test('IAM enforcement: the auditor may read and may not write', async () => {
  const seeded = await seedAccount(emulator.url, ACCOUNT, CLOCK, noDrift);
  const { id: accessKeyId, secret: secretAccessKey } = seeded.key;
  const auditor = clientsOf({ ...config, credentials: { accessKeyId, secretAccessKey, sessionToken: '' } });
  await emulator.enforceIam(true);
  try {
    await expect(auditor.iam.send(new ListUsersCommand({}))).resolves.toMatchObject({
      Users: [{ UserName: 'alice' }, {}, {}],
    });
    const refused = await failureOf(auditor.iam.send(new CreateUserCommand({ UserName: 'mallory' })));
    expect(refused).toEqual({ name: 'AccessDenied', status: 403 });
  } finally {
    await emulator.enforceIam(false);
  }
});
