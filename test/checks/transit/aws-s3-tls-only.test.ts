import check from '../../../checks/transit/aws-s3-tls-only.ts';
import { failedSlice, notRead, read, slice, testCheck } from '../../check-tester.ts';
import { place } from '../aws-items.ts';

const kind = 'transit.encryption';
const claim = { bits: 128, traffic: 'all' } as const;
const bucket = (policy: ReturnType<typeof read<string | null>> | ReturnType<typeof notRead>) => ({
  'aws.s3.policies': slice({ id: 'arn:aws:s3:::uploads', ...place, tags: null, name: 'uploads', policy }),
});
const deny = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: ['arn:aws:s3:::uploads', 'arn:aws:s3:::uploads/*'],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
const policy = (...statements: readonly object[]) => bucket(read(JSON.stringify({ Statement: statements })));

testCheck('aws-s3-tls-only', check, [
  { name: 'as AWS writes it', kind, with: claim, given: policy(deny), expect: 'pass', reasons: ['tls-only'] },
  {
    name: 'false as a list of a JSON boolean, with IfExists',
    kind,
    with: claim,
    given: policy({ ...deny, Condition: { BoolIfExists: { 'aws:SecureTransport': [false] } } }),
    expect: 'pass',
  },
  {
    name: 'in two statements',
    kind,
    with: claim,
    given: policy({ ...deny, Resource: 'arn:aws:s3:::uploads' }, { ...deny, Resource: 'arn:aws:s3:::uploads/*' }),
    expect: 'pass',
  },
  {
    name: 'everything by a star',
    kind,
    with: claim,
    given: policy({ ...deny, Principal: { AWS: '*' }, Action: '*', Resource: '*' }),
    expect: 'pass',
  },
  {
    name: 'objects only',
    kind,
    with: claim,
    given: policy({ ...deny, Resource: 'arn:aws:s3:::uploads/*' }),
    expect: 'fail',
    reasons: ['plain'],
  },
  {
    name: 'one prefix only',
    kind,
    with: claim,
    given: policy({ ...deny, Resource: ['arn:aws:s3:::uploads', 'arn:aws:s3:::uploads/a/*'] }),
    expect: 'fail',
  },
  {
    name: 'one user only',
    kind,
    with: claim,
    given: policy({ ...deny, Principal: { AWS: 'arn:aws:iam::111111111111:user/bob' } }),
    expect: 'fail',
  },
  { name: 'reading only', kind, with: claim, given: policy({ ...deny, Action: 's3:Get*' }), expect: 'fail' },
  {
    name: 'narrowed by another condition',
    kind,
    with: claim,
    given: policy({ ...deny, Condition: { ...deny.Condition, IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }),
    expect: 'fail',
  },
  {
    name: 'an Allow with TLS refuses nobody',
    kind,
    with: claim,
    given: policy({ ...deny, Effect: 'Allow', Condition: { Bool: { 'aws:SecureTransport': 'true' } } }),
    expect: 'fail',
  },
  {
    name: 'a Deny of TLS',
    kind,
    with: claim,
    given: policy({ ...deny, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }),
    expect: 'fail',
  },
  {
    name: 'a Deny without condition is no rule on TLS',
    kind,
    with: claim,
    given: policy({ ...deny, Condition: {} }),
    expect: 'fail',
  },
  { name: 'no policy', kind, with: claim, given: bucket(read(null)), expect: 'fail', says: ['it has no policy'] },
  { name: 'not understood', kind, with: claim, given: bucket(read('{}')), expect: 'unknown' },
  { name: 'not read', kind, with: claim, given: bucket(notRead('s3:GetBucketPolicy')), expect: 'unknown' },
  { name: 'the listing failed', kind, with: claim, given: { 'aws.s3.policies': failedSlice() }, expect: 'unknown' },
  { name: 'no bucket', kind, with: claim, given: {}, expect: 'notApplicable' },
]);
