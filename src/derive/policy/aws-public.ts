import { parseCidr, parseIp, prefixOf } from '../../parse/aws/network/address.ts';
import type { Condition, PolicyDocument, PolicyStatement } from '../../parse/aws/policy-document.ts';
import { isPositive } from './operators.ts';
import { hasVariable, hasWildcard } from './pattern.ts';
import { admitsStranger } from './principals.ts';

export type Tri = boolean | 'unknown';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status */
const limiting = new Set([
  'aws:principalorgid',
  'aws:sourceip',
  'aws:sourcearn',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceowner',
  'aws:sourceaccount',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
  'aws:userid',
  's3:dataaccesspointarn',
  's3:dataaccesspointaccount',
]);

/** Keys of which the page says nothing, but which name the caller as much as those do. */
const perhapsLimiting =
  /^aws:(principal(account|arn|orgpaths|isawsservice|servicename|servicenameslist)|vpce(account|orgid|orgpaths)|sourcevpcarn|sourceorgid|sourceorgpaths)$/;

/**
 * AWS's own notion of a public policy, which decides whether RestrictPublicBuckets bites: a policy is public when some
 * Allow statement to everybody has no key of a closed list with fixed values. Deny statements are not considered.
 */
export const awsPublicOf = ({ statements }: PolicyDocument): Tri => {
  const judged = statements.filter(({ effect }) => effect === 'allow').map(isPublic);
  return judged.includes(true) ? true : judged.includes('unknown') ? 'unknown' : false;
};

const isPublic = ({ principals, conditions }: PolicyStatement): Tri => {
  if (!admitsStranger(principals, 'account', 'may')) return false;
  const limits = conditions.map(isLimit);
  return limits.includes(true) ? false : limits.includes('unknown') ? 'unknown' : true;
};

const isLimit = (condition: Condition): Tri => {
  const key = condition.key.toLowerCase();
  if (!isPositive(condition) || condition.values.length === 0) return false;
  const settled = limiting.has(key);
  if (!settled && !perhapsLimiting.test(key)) return false;
  if (!condition.values.every((value) => isFixed(key, value, condition.operator))) return false;
  // How it takes operators that hold where the key is absent is nowhere told.
  return settled && !condition.ifExists && condition.quantifier !== 'all' ? true : 'unknown';
};

const isFixed = (key: string, value: string, operator: string): boolean => {
  if (hasVariable(value)) return false;
  if (operator === 'ipaddress') return isNarrow(value);
  if (!hasWildcard(value)) return true;
  if (key === 'aws:userid') return /^[A-Z0-9]+:\*$/.test(value);
  if (key === 's3:dataaccesspointarn') return /^arn:[^:*?]+:s3:[^:]*:\d{12}:accesspoint\//.test(value);
  if (key === 'aws:principalarn' || key === 'aws:sourcearn') return /^arn:[^:]*:[^:]*:[^:]*:\d{12}:/.test(value);
  return key === 'aws:principalorgpaths' && /^o-[a-z0-9]+\//.test(value);
};

/** Broader than /8 in IPv4 (private blocks excepted) or /32 in IPv6 is no fixed value. */
const isNarrow = (value: string): boolean => {
  if (parseIp(value) !== null) return true;
  const block = parseCidr(value);
  if (block === null) return false;
  return prefixOf(block) >= (block.includes(':') ? 32 : 8);
};
