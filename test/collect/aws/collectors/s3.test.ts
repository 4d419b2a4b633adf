import { describe, expect, test } from 'vitest';
import access from '../../../../src/collect/aws/collectors/s3-access.ts';
import buckets from '../../../../src/collect/aws/collectors/s3-buckets.ts';
import encryption from '../../../../src/collect/aws/collectors/s3-encryption.ts';
import policies from '../../../../src/collect/aws/collectors/s3-policies.ts';
import { asked, collectWith, deniedCall, failure } from './collect-with.ts';

const one = { Buckets: [{ Name: 'uploads', BucketRegion: 'eu-west-1' }] };
const everyFlag = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

describe('buckets', () => {
  test('the listing names the region; else its location does, with the words of the first days', async () => {
    const { items, calls } = await collectWith(buckets, {
      's3:ListBuckets': { Buckets: [...one.Buckets, { Name: 'first' }, { Name: 'second' }, { Name: 'third' }] },
      's3:GetBucketLocation': (request) => {
        const name = asked(request, 'Bucket');
        return name === 'first' ? {} : { LocationConstraint: name === 'second' ? 'EU' : 'ap-south-1' };
      },
    });
    expect(items.map(({ name, region }) => [name, region])).toEqual([
      ['uploads', 'eu-west-1'],
      ['first', 'us-east-1'],
      ['second', 'eu-west-1'],
      ['third', 'ap-south-1'],
    ]);
    expect(calls).toHaveLength(4);
  });

  test('a bucket whose region is refused is a gap that names it', async () => {
    const { items, gaps } = await collectWith(buckets, { 's3:ListBuckets': { Buckets: [{ Name: 'x' }] } });
    expect(items).toEqual([]);
    expect(gaps).toMatchObject([{ what: 's3:GetBucketLocation x', gap: { kind: 'denied' } }]);
  });
});

describe('encryption', () => {
  test.each([
    [
      {
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      },
      { ok: true, value: { algorithm: 'AES256', kmsKeyId: null } },
    ],
    [failure('ServerSideEncryptionConfigurationNotFoundError', 404), { ok: true, value: null }],
    [failure('NoSuchThing', 404), { ok: false, gap: { kind: 'malformed' } }],
    [deniedCall, { ok: false, gap: { kind: 'denied', action: 's3:GetEncryptionConfiguration' } }],
  ])('%#', async (answer, expected) => {
    const { items, calls } = await collectWith(encryption, { 's3:ListBuckets': one, 's3:GetBucketEncryption': answer });
    expect(items[0]?.encryption).toMatchObject(expected);
    expect(calls[1]).toBe('s3:GetBucketEncryption eu-west-1 {"Bucket":"uploads"}');
  });
});

describe('access', () => {
  const absent = {
    's3:ListBuckets': one,
    's3-control:GetPublicAccessBlock': failure('NoSuchPublicAccessBlockConfiguration', 404),
    's3:GetPublicAccessBlock': failure('NoSuchPublicAccessBlockConfiguration', 404),
    's3:GetBucketOwnershipControls': failure('OwnershipControlsNotFoundError', 404),
    's3:GetBucketAcl': {
      Owner: { ID: 'o' },
      Grants: [
        { Grantee: { URI: 'http://acs.amazonaws.com/groups/global/AllUsers' }, Permission: 'READ' },
        { Grantee: { ID: 'o' }, Permission: 'FULL_CONTROL' },
      ],
    },
    's3:GetBucketPolicy': failure('NoSuchBucketPolicy', 404),
    's3:GetBucketPolicyStatus': failure('NoSuchBucketPolicy', 404),
  };

  test('"there is none" means none: nothing blocked, ACLs enabled, no policy', async () => {
    const { items } = await collectWith(access, absent);
    expect(items[0]).toMatchObject({
      accountBlock: { ok: true, value: { ignorePublicAcls: false } },
      blockPublicAccess: { ok: true, value: { restrictPublicBuckets: false } },
      aclsEnabled: { ok: true, value: true },
      acl: { ok: true, value: [{ grantee: 'all-users', permission: 'READ' }, { grantee: 'other' }] },
      policy: { ok: true, value: null },
      policyIsPublic: { ok: true, value: null },
    });
  });

  test('"denied" means unread, each by itself', async () => {
    const { items, gaps } = await collectWith(access, { 's3:ListBuckets': one });
    const { accountBlock, blockPublicAccess, aclsEnabled, acl, policy, policyIsPublic } =
      items[0] ?? expect.unreachable();
    for (const read of [accountBlock, blockPublicAccess, aclsEnabled, acl, policy, policyIsPublic])
      expect(read.ok).toBe(false);
    expect(gaps).toEqual([]);
  });

  test('flags, ownership and an empty policy status', async () => {
    const { items } = await collectWith(access, {
      ...absent,
      's3:GetPublicAccessBlock': { PublicAccessBlockConfiguration: everyFlag },
      's3:GetBucketOwnershipControls': { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } },
      's3:GetBucketPolicy': { Policy: '{}' },
      's3:GetBucketPolicyStatus': {},
    });
    expect(items[0]).toMatchObject({
      blockPublicAccess: { value: { ignorePublicAcls: true } },
      aclsEnabled: { value: false },
      policy: { value: '{}' },
      policyIsPublic: { ok: false, gap: { kind: 'malformed' } },
    });
  });

  test('without buckets nothing else is asked', async () => {
    const { calls } = await collectWith(access, { 's3:ListBuckets': { Buckets: [] } });
    expect(calls).toEqual(['s3:ListBuckets global {}']);
  });

  test('policies alone', async () => {
    const { items } = await collectWith(policies, {
      's3:ListBuckets': one,
      's3:GetBucketPolicy': { Policy: '{"Statement":[]}' },
    });
    expect(items).toMatchObject([{ region: 'eu-west-1', policy: { ok: true, value: '{"Statement":[]}' } }]);
  });
});
