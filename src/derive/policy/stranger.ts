import type { Cidr, Family, Ip } from '../../domain/network.ts';
import { parseCidr, parseIp } from '../../parse/aws/network/address.ts';
import type { Condition, PolicyDocument, PolicyStatement } from '../../parse/aws/policy-document.ts';
import type { Intervals } from '../net/intervals.ts';
import { intersect, NOTHING, subtract } from '../net/intervals.ts';
import { addressesOf, INTERNET } from '../net/space.ts';
import type { Verb } from './actions.ts';
import { actionsOf, isOnBucket, takesIn, verbOf } from './actions.ts';
import type { PolicyContext, Stranger } from './keys.ts';
import { candidates, isModelled } from './keys.ts';
import { holds, isKnownOperator } from './operators.ts';
import { exampleOf, hasVariable, matchesPattern } from './pattern.ts';
import { admitsStranger } from './principals.ts';

/**
 * `may`: what we do not model works for the stranger; `must`: it works against them. Where both agree, the answer is
 * certain.
 */
export type Mode = 'may' | 'must';

/** Most requests tried for one statement and caller; beyond it the answer is left open. */
const tryLimit = 20_000;

/**
 * The largest set of addresses that still counts as the owner's: a /8 in IPv4 and a /32 in IPv6, as in AWS's own rule on
 * aws:SourceIp. Several blocks count together.
 */
const ownAddresses = { 4: 2 ** 24, 6: 2n ** 96n } as const;

const strangers: readonly Stranger[] = [
  { who: 'anonymous', route: 'internet' },
  { who: 'anonymous', route: 'endpoint' },
  { who: 'account', route: 'internet' },
  { who: 'account', route: 'endpoint' },
];

/** What strangers can do by one Allow statement, the Deny statements of the policy taken into account. */
export interface Opening {
  readonly who: Stranger['who'];
  readonly verb: Verb;
}

/** Every (caller, verb) that some request gets through. `null`: too many combinations to try. */
export const openingsOf = (
  allow: PolicyStatement,
  denies: PolicyDocument['statements'],
  context: PolicyContext,
  mode: Mode,
): readonly Opening[] | null => {
  const bucket = bucketOf(allow, context);
  const found: Opening[] = [];
  for (const stranger of strangers) {
    if (!admitsStranger(allow.principals, stranger.who, mode)) continue;
    const refusing = denies.filter(({ principals }) =>
      admitsStranger(principals, stranger.who, mode === 'may' ? 'must' : 'may'),
    );
    for (const action of actionsOf(allow.actions, bucket !== null)) {
      const opening: Opening = { who: stranger.who, verb: verbOf(action) };
      if (found.some(({ who, verb }) => who === opening.who && verb === opening.verb)) continue;
      for (const resource of resourcesOf(allow, action, bucket, mode)) {
        const inForce = refusing.filter((deny) => takesIn(deny.actions, action) && covers(deny, resource, mode));
        const through = tryRequests(allow, inForce, stranger, context, mode);
        if (through === null) return null;
        if (through) {
          found.push(opening);
          break;
        }
      }
    }
  }
  return found;
};

/** The bucket's ARN; null when the policy is not one of a bucket. */
const bucketOf = (allow: PolicyStatement, { resource }: PolicyContext): string | null => {
  if (resource !== null) return /^arn:[^:]+:s3:::/.test(resource) ? resource.replace(/\/.*$/, '') : null;
  const named = allow.resources.patterns.find((pattern) => /^arn:[^:]+:s3:::/.test(pattern));
  if (named) return exampleOf(named.replace(/\/.*$/, ''));
  return allow.actions.patterns.some((pattern) => /^s3:/i.test(pattern)) ? 'arn:aws:s3:::bucket' : null;
};

/** Resources of a statement worth trying for an action: S3 matches bucket actions with buckets, object actions with objects. */
const resourcesOf = (allow: PolicyStatement, action: string, bucket: string | null, mode: Mode): readonly string[] => {
  const named = allow.resources.not ? [] : allow.resources.patterns.map(exampleOf);
  if (bucket === null)
    return (named.length > 0 ? named : ['resource']).filter((resource) => covers(allow, resource, mode));
  const fit = isOnBucket(action)
    ? [bucket]
    : [...named.filter((resource) => resource.startsWith(`${bucket}/`)), `${bucket}/zq7w`];
  return [...new Set(fit)].filter((resource) => covers(allow, resource, mode));
};

/** A pattern with a policy variable is whatever serves the side that `mode` says. */
const covers = ({ resources, effect }: PolicyStatement, resource: string, mode: Mode): boolean => {
  const serves = (effect === 'allow') === (mode === 'may');
  const named = resources.patterns.some((pattern) =>
    hasVariable(pattern) ? serves !== resources.not : matchesPattern(pattern, resource),
  );
  return named !== resources.not;
};

const isAddress = ({ key }: Condition): boolean => key.toLowerCase() === 'aws:sourceip';

/** Whether some choice of keys lets the stranger through; null when there are too many to try. */
const tryRequests = (
  allow: PolicyStatement,
  denies: readonly PolicyStatement[],
  stranger: Stranger,
  context: PolicyContext,
  mode: Mode,
): boolean | null => {
  const all = [allow, ...denies].flatMap(({ conditions }) => conditions).filter((condition) => !isAddress(condition));
  const keys = [...new Set(all.map(({ key }) => key.toLowerCase()))];
  const choices = keys.map((key) => {
    const naming = all.filter((condition) => condition.key.toLowerCase() === key);
    return [...new Set(candidates(key, naming, stranger, context))];
  });
  if (choices.reduce((product, values) => product * values.length, 1) > tryLimit) return null;
  for (const values of combinations(choices)) {
    const request = new Map(keys.map((key, index) => [key, values[index] ?? null]));
    if (!matches(allow, request, mode)) continue;
    const refusals = denies.filter((deny) => matches(deny, request, mode));
    if (isThrough(allow, refusals, stranger, context, mode)) return true;
  }
  return false;
};

const combinations = function* (
  choices: readonly (readonly (string | null)[])[],
): Generator<readonly (string | null)[]> {
  const [first, ...rest] = choices;
  if (!first) {
    yield [];
    return;
  }
  for (const value of first) for (const others of combinations(rest)) yield [value, ...others];
};

/** All conditions but those on addresses. What we do not model serves the side that `mode` says. */
const matches = (statement: PolicyStatement, request: ReadonlyMap<string, string | null>, mode: Mode): boolean =>
  statement.conditions.every((condition) => {
    if (isAddress(condition)) return true;
    if (isModelled(condition) && isKnownOperator(condition))
      return holds(condition, request.get(condition.key.toLowerCase()) ?? null);
    return (statement.effect === 'allow') === (mode === 'may');
  });

/** Whether enough addresses get through: all of a stranger's over an endpoint of theirs, more than an owner's over the internet. */
const isThrough = (
  allow: PolicyStatement,
  denies: readonly PolicyStatement[],
  { route }: Stranger,
  { oneAddressIsEnough }: PolicyContext,
  mode: Mode,
): boolean => {
  const conditionsOf = ({ conditions }: PolicyStatement) => conditions.filter(isAddress);
  // Calls through an endpoint carry no aws:SourceIp.
  if (route === 'endpoint') {
    const absent = (condition: Condition): boolean => condition.operator === 'notipaddress' || holds(condition, null);
    return conditionsOf(allow).every(absent) && denies.every((deny) => !conditionsOf(deny).every(absent));
  }
  return ([4, 6] as const).some((family) => {
    const admitted = within(INTERNET[family], conditionsOf(allow), family, mode === 'may');
    const left = denies.reduce(
      (set, deny) => subtract(set, within(INTERNET[family], conditionsOf(deny), family, mode === 'must')),
      admitted,
    );
    return sizeOf(left) > (oneAddressIsEnough ? 0 : ownAddresses[family]);
  });
};

/** The addresses of `set` that meet all conditions; with operators made for other things than addresses, all or none of them. */
const within = (set: Intervals, conditions: readonly Condition[], family: Family, otherwise: boolean): Intervals =>
  conditions.reduce<Intervals>((left, { operator, values }) => {
    if (operator === 'null') return values.some((value) => value.toLowerCase() === 'false') ? left : NOTHING;
    const named = addressesOf(values.flatMap(blockOf), family);
    if (operator === 'ipaddress') return intersect(left, named);
    if (operator === 'notipaddress') return subtract(left, named);
    return otherwise ? left : NOTHING;
  }, set);

const blockOf = (text: string): readonly (Cidr | Ip)[] => {
  const block = parseCidr(text) ?? parseIp(text);
  return block === null ? [] : [block];
};

const sizeOf = (set: Intervals): bigint => {
  let size = 0n;
  for (let index = 0; index + 1 < set.length; index += 2) size += BigInt(set[index + 1] ?? 0) - BigInt(set[index] ?? 0);
  return size;
};
