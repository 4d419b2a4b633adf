import type { Condition } from '../../parse/aws/policy-document.ts';
import { matchesPattern } from './pattern.ts';

type Test = (value: string, wanted: string) => boolean;

const numeric =
  (holds: (value: number, wanted: number) => boolean): Test =>
  (value, wanted) =>
    holds(Number(value), Number(wanted));

/** ISO 8601, or seconds since the epoch. */
const time = (text: string): number => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text));

const date =
  (holds: (value: number, wanted: number) => boolean): Test =>
  (value, wanted) =>
    holds(time(value), time(wanted));

/** The six fields of an ARN are matched one by one: a star does not reach over a colon of the first five. */
const arn: Test = (value, wanted) => {
  const [values, patterns] = [fields(value), fields(wanted)];
  return (
    patterns.length === values.length &&
    patterns.every((pattern, index) => matchesPattern(pattern, values[index] ?? ''))
  );
};

const fields = (text: string): readonly string[] => {
  const parts = text.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
};

const same: Test = (value, wanted) => value === wanted;
const sameFolded: Test = (value, wanted) => value.toLowerCase() === wanted.toLowerCase();
const like: Test = (value, wanted) => matchesPattern(wanted, value);
const arnLike: Test = (value, wanted) => wanted === '*' || arn(value, wanted);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const positive: Readonly<Record<string, Test>> = {
  stringequals: same,
  stringequalsignorecase: sameFolded,
  stringlike: like,
  numericequals: numeric((value, wanted) => value === wanted),
  numericlessthan: numeric((value, wanted) => value < wanted),
  numericlessthanequals: numeric((value, wanted) => value <= wanted),
  numericgreaterthan: numeric((value, wanted) => value > wanted),
  numericgreaterthanequals: numeric((value, wanted) => value >= wanted),
  dateequals: date((value, wanted) => value === wanted),
  datelessthan: date((value, wanted) => value < wanted),
  datelessthanequals: date((value, wanted) => value <= wanted),
  dategreaterthan: date((value, wanted) => value > wanted),
  dategreaterthanequals: date((value, wanted) => value >= wanted),
  bool: sameFolded,
  binaryequals: same,
  arnequals: arnLike,
  arnlike: arnLike,
};

const negated: Readonly<Record<string, Test>> = {
  stringnotequals: same,
  stringnotequalsignorecase: sameFolded,
  stringnotlike: like,
  numericnotequals: numeric((value, wanted) => value === wanted),
  datenotequals: date((value, wanted) => value === wanted),
  arnnotequals: arnLike,
  arnnotlike: arnLike,
};

export const isPositive = ({ operator }: Condition): boolean => operator in positive || operator === 'ipaddress';

export const isKnownOperator = ({ operator }: Condition): boolean =>
  operator in positive ||
  operator in negated ||
  operator === 'null' ||
  operator === 'ipaddress' ||
  operator === 'notipaddress';

/**
 * Whether a condition holds for one value of its key, null = the request has no such key. Values are alternatives;
 * negated operators want none of them to match, and hold where the key is absent, as `...IfExists` and `ForAllValues` do.
 * Addresses are judged apart, as sets.
 */
export const holds = ({ operator, ifExists, quantifier, values }: Condition, value: string | null): boolean => {
  if (operator === 'null') return values.some((wanted) => (wanted.toLowerCase() === 'true') === (value === null));
  const refuse = negated[operator];
  if (value === null) return ifExists || quantifier === 'all' || (refuse !== undefined && quantifier !== 'any');
  if (refuse) return !values.some((wanted) => refuse(value, wanted));
  const accept = positive[operator];
  return accept !== undefined && values.some((wanted) => accept(value, wanted));
};
