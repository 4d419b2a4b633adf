import type { BlockPublicAccess, BucketAccess, Instant } from '../../domain/aws.ts';
import type { Gap, Read } from '../../domain/gap.ts';
import { known, mapRead, unread } from '../../domain/gap.ts';
import type { PolicyDocument } from '../../parse/aws/policy-document.ts';
import { parsePolicy } from '../../parse/aws/policy-document.ts';
import type { PolicyJudgement } from './judge.ts';
import { judgePolicy } from './judge.ts';
import { admitsStranger } from './principals.ts';

/** One way by which strangers reach a bucket; null = closed. */
export type Way = { readonly by: 'acl' | 'policy'; readonly who: string; readonly can: string } | null;

/**
 * The two ways into a bucket for strangers. BlockPublicAcls and BlockPublicPolicy only refuse future changes, so what is
 * open now is decided by IgnorePublicAcls and RestrictPublicBuckets, each of the account or the bucket.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export const waysInto = (bucket: BucketAccess, now: Instant): readonly Read<Way>[] => [
  policyWay(bucket, now),
  aclWay(bucket),
];

/** A flag is on when either scope sets it; off only when both say so. */
const flag = ({ accountBlock, blockPublicAccess }: BucketAccess, name: keyof BlockPublicAccess): Read<boolean> => {
  const scopes = [accountBlock, blockPublicAccess].map((block) => mapRead(block, (value) => value[name]));
  if (scopes.some((scope) => scope.ok && scope.value)) return known(true);
  return scopes.find((scope) => !scope.ok) ?? known(false);
};

const aclWay = (bucket: BucketAccess): Read<Way> => {
  const ignored = flag(bucket, 'ignorePublicAcls');
  if (ignored.ok && ignored.value) return known(null);
  const { aclsEnabled, acl } = bucket;
  if (aclsEnabled.ok && !aclsEnabled.value) return known(null);
  if (!ignored.ok) return ignored;
  if (!aclsEnabled.ok) return aclsEnabled;
  if (!acl.ok) return acl;
  const open = acl.value.filter(({ grantee }) => grantee === 'all-users' || grantee === 'authenticated-users');
  if (open.length === 0) return unread(objectAcls);
  const anybody = open.some(({ grantee }) => grantee === 'all-users');
  const can = [...new Set(open.map(({ permission }) => permission))].join(', ');
  return known({ by: 'acl', who: anybody ? 'anybody' : 'anybody with an AWS account', can });
};

const objectAcls: Gap = {
  kind: 'inconclusive',
  detail: 'ACLs are enabled and not ignored, so that single objects may be public; ACLs of objects are not read',
};

const policyWay = (bucket: BucketAccess, now: Instant): Read<Way> => {
  const { policy, policyIsPublic } = bucket;
  const restricted = flag(bucket, 'restrictPublicBuckets');
  const byAws = policyIsPublic.ok ? policyIsPublic.value : null;
  // AWS cuts off strangers where it calls the policy public and the flag is on, whatever the policy says.
  if (restricted.ok && restricted.value && byAws === true) return known(null);
  if (!policy.ok) return policy;
  if (policy.value === null) return known(null);
  const parsed = parsePolicy(policy.value);
  if (!parsed.ok) return unread({ kind: 'malformed', detail: `bucket policy: ${parsed.why}` });
  const context = { account: bucket.account, resource: bucket.id, now };
  const judged = judgePolicy(parsed.value, context);
  if (judged.public === false) return delegates(parsed.value) ? unread(accessPoints) : known(null);
  const awsPublic = byAws ?? judged.awsPublic;
  if (restricted.ok && restricted.value && awsPublic === true) return known(null);
  if (judged.public === 'unknown') return unread({ kind: 'inconclusive', detail: openQuestion(judged) });
  if (awsPublic !== false && !restricted.ok) return restricted;
  if (awsPublic === 'unknown' && restricted.ok && restricted.value) {
    return unread({
      kind: 'inconclusive',
      detail: 'whether AWS calls the policy public was not read, and decides whether it is cut off',
    });
  }
  return known({
    by: 'policy',
    who: judged.to === 'anonymous' ? 'anybody' : 'anybody with an AWS account',
    can: verbsOf(judged),
  });
};

const openQuestion = ({ statements }: PolicyJudgement): string => {
  const open = statements.find(({ opens }) => opens === 'unknown');
  return `bucket policy, statement ${open?.index ?? 0}: ${open?.because ?? 'cannot be judged'}`;
};

const verbsOf = ({ access }: PolicyJudgement): string =>
  (['read', 'list', 'write'] as const).filter((verb) => access[verb] !== false).join(', ');

/** Whether the policy leaves it to access points who comes in. */
const delegates = ({ statements }: PolicyDocument): boolean =>
  statements.some(
    ({ effect, principals, conditions }) =>
      effect === 'allow' &&
      admitsStranger(principals, 'account', 'may') &&
      conditions.some(({ key }) => /^s3:dataaccesspoint/i.test(key)),
  );

const accessPoints: Gap = {
  kind: 'inconclusive',
  detail: 'the bucket policy leaves access to access points, which are not read',
};
