import type { Condition, PolicyDocument, PolicyStatement } from '../../parse/aws/policy-document.ts';
import { takesIn } from './actions.ts';
import { matchesPattern } from './pattern.ts';

/**
 * Whether a bucket's policy refuses every plaintext request: a Deny for everybody, on all actions, for the bucket and its
 * objects, on aws:SecureTransport = false and nothing else that would narrow it. An Allow with SecureTransport = true
 * refuses nobody.
 */
export const refusesPlaintext = ({ statements }: PolicyDocument, bucketArn: string): boolean => {
  const denies = statements.filter(isPlaintextDeny);
  const covered = (resource: string): boolean =>
    denies.some(
      ({ resources }) => resources.patterns.some((pattern) => matchesPattern(pattern, resource)) !== resources.not,
    );
  // An example no pattern names by chance stands for all objects.
  return covered(bucketArn) && covered(`${bucketArn}/zq7w/zq7w`);
};

const isPlaintextDeny = ({ effect, principals, actions, conditions }: PolicyStatement): boolean =>
  effect === 'deny' &&
  principals.anyone &&
  !principals.not &&
  takesIn(actions, 's3:zq7w') &&
  conditions.length > 0 &&
  conditions.every(isPlaintext);

const isPlaintext = ({ operator, key, values }: Condition): boolean =>
  key.toLowerCase() === 'aws:securetransport' &&
  operator === 'bool' &&
  values.length === 1 &&
  values[0]?.toLowerCase() === 'false';
