import check from '../../../checks/storage/s3-private.ts';
import { failedSlice, notRead, read, slice, testCheck } from '../../check-tester.ts';
import { bucketAccess, nothingBlocked } from '../aws-items.ts';

const kind = 'storage.private';
const claim = { stores: ['s3'] } as const;
const given = (...changes: readonly Parameters<typeof bucketAccess>[0][]) => ({
  'aws.s3.access': slice(...changes.map((change) => bucketAccess(change))),
});
const open = { blockPublicAccess: read(nothingBlocked), accountBlock: read(nothingBlocked) } as const;
const restricted = { ...open, accountBlock: read({ ...nothingBlocked, restrictPublicBuckets: true }) } as const;
const ignored = { ...open, accountBlock: read({ ...nothingBlocked, ignorePublicAcls: true }) } as const;
const policy = (Condition: unknown = {}, Effect = 'Allow') =>
  read(
    JSON.stringify({
      Statement: { Effect, Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::uploads/*', Condition },
    }),
  );
const everybody = read([{ grantee: 'all-users', permission: 'READ' } as const]);

testCheck('s3-private', check, [
  { name: 'everything blocked', kind, with: claim, given: given({}), expect: 'pass', reasons: ['private'] },
  {
    name: 'nothing blocked, no policy, no ACLs',
    kind,
    with: claim,
    given: given(open),
    expect: 'pass',
  },
  {
    name: 'a public policy',
    kind,
    with: claim,
    given: given({ ...open, policy: policy(), policyIsPublic: read(true) }),
    expect: 'fail',
    reasons: ['policy'],
    says: ['lets anybody read'],
  },
  {
    name: 'a public policy that the account restricts',
    kind,
    with: claim,
    given: given({ ...restricted, policy: policy(), policyIsPublic: read(true) }),
    expect: 'pass',
  },
  {
    name: 'BlockPublicPolicy does not close what is open already',
    kind,
    with: claim,
    given: given({ ...open, accountBlock: read({ ...nothingBlocked, blockPublicPolicy: true }), policy: policy() }),
    expect: 'fail',
  },
  {
    name: 'AWS does not call it public, so that restricting does not bite, but strangers come in',
    kind,
    with: claim,
    given: given({
      ...restricted,
      policy: policy({ IpAddress: { 'aws:SourceIp': Array.from({ length: 200 }, (_, first) => `${first}.0.0.0/8`) } }),
      policyIsPublic: read(false),
    }),
    expect: 'fail',
  },
  {
    name: 'a condition that keeps strangers out',
    kind,
    with: claim,
    given: given({ ...open, policy: policy({ StringEquals: { 'aws:SourceVpce': 'vpce-1' } }) }),
    expect: 'pass',
  },
  {
    name: 'a condition that nobody knows',
    kind,
    with: claim,
    given: given({ ...open, policy: policy({ StringEquals: { 'aws:MoonPhase': 'full' } }) }),
    expect: 'unknown',
    says: ['aws:MoonPhase'],
  },
  {
    name: 'left to access points',
    kind,
    with: claim,
    given: given({ ...open, policy: policy({ StringEquals: { 's3:DataAccessPointAccount': '111111111111' } }) }),
    expect: 'unknown',
    says: ['access points'],
  },
  {
    name: 'a policy that is no policy',
    kind,
    with: claim,
    given: given({ ...open, policy: read('{') }),
    expect: 'unknown',
  },
  {
    name: 'the policy could not be read',
    kind,
    with: claim,
    given: given({ ...open, policy: notRead('s3:GetBucketPolicy') }),
    expect: 'unknown',
    says: ['s3:GetBucketPolicy'],
  },
  {
    name: 'the policy could not be read, but AWS calls it public and it is restricted',
    kind,
    with: claim,
    given: given({ ...restricted, policy: notRead(), policyIsPublic: read(true) }),
    expect: 'pass',
  },
  {
    name: "the account's block could not be read, the policy is public",
    kind,
    with: claim,
    given: given({ ...open, accountBlock: notRead(), policy: policy(), policyIsPublic: read(true) }),
    expect: 'unknown',
  },
  {
    name: 'a public ACL',
    kind,
    with: claim,
    given: given({ ...open, aclsEnabled: read(true), acl: everybody }),
    expect: 'fail',
    reasons: ['acl'],
    says: ['gives anybody READ'],
  },
  {
    name: 'an ACL for anybody with an account',
    kind,
    with: claim,
    given: given({
      ...open,
      aclsEnabled: read(true),
      acl: read([{ grantee: 'authenticated-users', permission: 'WRITE' }]),
    }),
    expect: 'fail',
    says: ['gives anybody with an AWS account WRITE'],
  },
  {
    name: 'a public ACL that is ignored',
    kind,
    with: claim,
    given: given({ ...ignored, aclsEnabled: read(true), acl: everybody }),
    expect: 'pass',
  },
  {
    name: 'a public ACL without effect, as the owner enforces ownership',
    kind,
    with: claim,
    given: given({ ...open, acl: everybody }),
    expect: 'pass',
  },
  {
    name: 'ACLs enabled: single objects may be public',
    kind,
    with: claim,
    given: given({ ...open, aclsEnabled: read(true) }),
    expect: 'unknown',
    says: ['ACLs of objects are not read'],
  },
  {
    name: 'the ACL could not be read',
    kind,
    with: claim,
    given: given({ ...open, aclsEnabled: read(true), acl: notRead('s3:GetBucketAcl') }),
    expect: 'unknown',
  },
  {
    name: 'the ACL could not be read, but is ignored',
    kind,
    with: claim,
    given: given({ ...ignored, aclsEnabled: notRead(), acl: notRead() }),
    expect: 'pass',
  },
  {
    name: 'ownership could not be read',
    kind,
    with: claim,
    given: given({ ...open, aclsEnabled: notRead() }),
    expect: 'unknown',
  },
  { name: 'the listing failed', kind, with: claim, given: { 'aws.s3.access': failedSlice() }, expect: 'unknown' },
  { name: 'no bucket', kind, with: claim, given: {}, expect: 'notApplicable' },
]);
