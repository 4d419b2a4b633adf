import type { Patterns } from '../../parse/aws/policy-document.ts';
import { exampleOf, matchesPattern } from './pattern.ts';

/** What an action does to data. */
export type Verb = 'read' | 'list' | 'write';
export const verbs: readonly Verb[] = ['read', 'list', 'write'];

/** S3 actions that a policy on a bucket can grant and that matter to a stranger. */
const s3 = [
  's3:GetObject',
  's3:GetObjectVersion',
  's3:GetObjectAcl',
  's3:GetObjectTagging',
  's3:GetBucketAcl',
  's3:GetBucketPolicy',
  's3:GetBucketLocation',
  's3:ListBucket',
  's3:ListBucketVersions',
  's3:ListBucketMultipartUploads',
  's3:ListMultipartUploadParts',
  's3:PutObject',
  's3:PutObjectAcl',
  's3:PutObjectTagging',
  's3:DeleteObject',
  's3:DeleteObjectVersion',
  's3:RestoreObject',
  's3:ReplicateObject',
  's3:PutBucketPolicy',
  's3:PutBucketAcl',
  's3:DeleteBucket',
  's3:PutLifecycleConfiguration',
] as const;

const reading = /^(get|batchget|describe|head|read|receive|select|query|scan|decrypt|download|view|lookup|search)/i;

export const verbOf = (action: string): Verb => {
  const name = action.slice(action.indexOf(':') + 1);
  return /^list/i.test(name) ? 'list' : reading.test(name) ? 'read' : 'write';
};

const isS3 = (action: string): boolean => /^s3:/i.test(action);

/** Actions on a bucket itself; all others of S3 are on its objects. */
const onBucket = /^s3:(?!.*object)(list(?!multipartuploadparts)|(get|put|delete).*(bucket|configuration))/i;

export const isOnBucket = (action: string): boolean => onBucket.test(action) || /^s3:ListBucket/i.test(action);

const matchesAction = (pattern: string, action: string): boolean =>
  matchesPattern(pattern.toLowerCase(), action.toLowerCase());

/** Whether an Action or NotAction element takes in an action; both ignore case. */
export const takesIn = ({ not, patterns }: Patterns, action: string): boolean =>
  patterns.some((pattern) => matchesAction(pattern, action)) !== not;

/** Whether one Action or Resource element surely takes in all that another one does. */
export const takesInAll = (wide: Patterns, narrow: Patterns): boolean => {
  if (wide.not) return false;
  const takesIn = (text: string): boolean => wide.patterns.some((pattern) => matchesAction(pattern, text));
  return narrow.not ? wide.patterns.includes('*') : narrow.patterns.every(takesIn);
};

/** Actions of a statement worth trying: the known ones it takes in, and one example of each verb its patterns leave open. */
export const actionsOf = (actions: Patterns, isBucket: boolean): readonly string[] => {
  const known = isBucket ? s3.filter((action) => takesIn(actions, action)) : [];
  const named = actions.not
    ? isBucket
      ? []
      : ['other:GetX', 'other:ListX', 'other:PutX']
    : actions.patterns.flatMap(examples);
  return [
    ...new Set([...known, ...named.filter((action) => takesIn(actions, action) && !(isBucket && !isS3(action)))]),
  ];
};

const examples = (pattern: string): readonly string[] => {
  if (!/[*?]/.test(pattern)) return [pattern];
  const service = pattern.includes(':') ? pattern.slice(0, pattern.indexOf(':')) : 'any';
  const open = [`${service}:GetX`, `${service}:ListX`, `${service}:PutX`].filter((action) =>
    matchesAction(pattern, action),
  );
  return open.length > 0 ? open : [exampleOf(pattern)];
};
