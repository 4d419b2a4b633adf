import type { Condition } from '../../parse/aws/policy-document.ts';
import { exampleOf, hasVariable, hasWildcard, strangerAccount } from './pattern.ts';

/** How a stranger calls: without credentials or from an account of their own, over the internet or a VPC endpoint of their own. */
export interface Stranger {
  readonly who: 'anonymous' | 'account';
  readonly route: 'internet' | 'endpoint';
}

export interface PolicyContext {
  /** The account that owns the resource; null when not known. */
  readonly account: string | null;
  /** ARN of the resource the policy is attached to, e.g. `arn:aws:s3:::uploads`; null: told from the policy. */
  readonly resource: string | null;
  /** Milliseconds since the epoch; null: any time counts. */
  readonly now: number | null;
  /** Who may come from one address only is a stranger too. Else a set of addresses that may be the owner's own is not. */
  readonly oneAddressIsEnough?: true;
}

/**
 * What a key says of a request.
 * - `identity`: of the caller's credentials; an anonymous call has none.
 * - `network`: of the VPC endpoint the call came through; a call over the internet has none.
 * - `service`: of the resource on whose behalf an AWS service calls.
 * - `choice`: the caller's own choice.
 * - `resource`: a fact about the resource, not about the caller.
 */
type KeyKind =
  | 'identity'
  | 'network'
  | 'service'
  | 'binding'
  | 'choice'
  | 'resource'
  | 'now'
  | 'secure'
  | 'aws-service';

const kinds: readonly (readonly [RegExp, KeyKind])[] = [
  [/^aws:principal(arn|account|orgid|orgpaths|type)$/, 'identity'],
  [/^(aws:userid|kms:calleraccount)$/, 'identity'],
  [
    /^(aws:username|aws:principaltag\/.+|aws:multifactorauth(present|age)|aws:federatedprovider|aws:tokenissuetime)$/,
    'identity',
  ],
  [/^aws:(sourcevpc|sourcevpce|sourcevpcarn|vpceaccount|vpceorgid|vpceorgpaths|vpcsourceip)$/, 'network'],
  [/^aws:source(arn|account|owner|orgid|orgpaths)$/, 'service'],
  [/^(s3:dataaccesspoint(arn|account)|s3:x-amz-server-side-encryption-aws-kms-key-id)$/, 'binding'],
  [/^(aws|s3):resourceaccount$/, 'resource'],
  [/^aws:resourceorg(id|paths)$/, 'resource'],
  [/^aws:principal(isawsservice|servicename|servicenameslist)$/, 'aws-service'],
  [/^aws:(currenttime|epochtime)$/, 'now'],
  [/^aws:securetransport$/, 'secure'],
  [
    /^aws:(referer|useragent|requestedregion|viaawsservice|calledvia|calledviafirst|calledvialast|tagkeys|requesttag\/.+)$/,
    'choice',
  ],
  [
    /^s3:(prefix|delimiter|max-keys|versionid|tlsversion|signatureversion|signatureage|authtype|locationconstraint)$/,
    'choice',
  ],
  [/^s3:(x-amz-.+|requestobjecttag.*|object-lock-.+)$/, 'choice'],
  [/^kms:(viaservice|encryptioncontext.*|grantisforawsresource)$/, 'choice'],
];

const kindOf = (key: string): KeyKind | null => kinds.find(([pattern]) => pattern.test(key.toLowerCase()))?.[1] ?? null;

/** Whether we know what a stranger can make of the key. */
export const isModelled = ({ key, values }: Condition): boolean => kindOf(key) !== null && !values.some(hasVariable);

const fresh: Readonly<Record<string, string>> = {
  'aws:principalarn': `arn:aws:iam::${strangerAccount}:role/stranger`,
  'aws:principalaccount': strangerAccount,
  'aws:sourceaccount': strangerAccount,
  'aws:sourceowner': strangerAccount,
  'aws:vpceaccount': strangerAccount,
  'kms:calleraccount': strangerAccount,
};

const freshOf = (key: string): string => fresh[key.toLowerCase()] ?? 'zq7w-stranger';

/** Values of one key worth trying for a stranger; null = absent. `conditions` are all that name the key. */
export const candidates = (
  key: string,
  conditions: readonly Condition[],
  { who, route }: Stranger,
  context: PolicyContext,
): readonly (string | null)[] => {
  const lower = key.toLowerCase();
  const named = conditions.flatMap(({ values }) => values);
  const within = [...named.filter(isOpen(lower)).map(exampleOf), freshOf(key)];
  switch (kindOf(key)) {
    case 'identity':
      if (lower === 'aws:principaltype')
        return who === 'anonymous' ? ['Anonymous'] : ['User', 'AssumedRole', 'Account'];
      if (who === 'anonymous') return [null];
      if (isOwnMaking(lower)) return [null, ...variants(conditions), freshOf(key)];
      return lower.startsWith('aws:principalorg') ? [null, ...within] : within;
    case 'network':
      if (route === 'internet') return [null];
      return lower === 'aws:vpcsourceip' ? [null, ...variants(conditions)] : within;
    case 'service':
    case 'binding':
      return [null, ...within];
    case 'aws-service':
      return lower === 'aws:principalisawsservice' ? ['false'] : [null];
    case 'resource':
      if (lower.endsWith('resourceaccount') && context.account !== null) return [context.account];
      return variants(conditions);
    case 'now':
      if (context.now === null) return variants(conditions);
      return [lower === 'aws:epochtime' ? String(Math.floor(context.now / 1000)) : new Date(context.now).toISOString()];
    case 'secure':
      return ['true', 'false'];
    default:
      return [null, ...variants(conditions), freshOf(key)];
  }
};

/** What people of any account can give themselves: user names, tags, a second factor. */
const isOwnMaking = (key: string): boolean =>
  /^aws:(username|principaltag\/|multifactorauth|federatedprovider|tokenissuetime)/.test(key);

/** Whether a stranger's own value can match: a wildcard, and none of the parts that name an owner fixed. */
const isOpen =
  (key: string) =>
  (value: string): boolean => {
    if (!hasWildcard(value)) return false;
    if (key === 'aws:userid') return hasWildcard(value.split(':')[0] ?? '');
    if (key.endsWith('orgpaths')) return hasWildcard(value.split('/')[0] ?? '');
    const account = value.startsWith('arn:') ? value.split(':')[4] : undefined;
    return account === undefined || account === '' || hasWildcard(account);
  };

/** Every value named, and others on either side of it. */
const variants = (conditions: readonly Condition[]): readonly string[] =>
  conditions.flatMap(({ operator, values }) => {
    if (operator === 'bool' || operator === 'null') return ['true', 'false'];
    if (operator.startsWith('numeric'))
      return values.flatMap((value) => [value, String(Number(value) - 1), String(Number(value) + 1)]);
    if (operator.startsWith('date'))
      return values.flatMap((value) => [value, '1980-01-01T00:00:00Z', '2200-01-01T00:00:00Z']);
    return values.map(exampleOf);
  });
