import type { PolicyDocument, PolicyStatement } from '../../parse/aws/policy-document.ts';
import type { Verb } from './actions.ts';
import { takesInAll, verbs } from './actions.ts';
import type { Tri } from './aws-public.ts';
import { awsPublicOf } from './aws-public.ts';
import type { PolicyContext } from './keys.ts';
import { namesSomebody } from './principals.ts';
import type { Opening } from './stranger.ts';
import { openingsOf } from './stranger.ts';

export type { PolicyContext } from './keys.ts';

/** Whom a policy lets in, the widest circle of all. */
type Reach = 'anonymous' | 'any-aws-account' | 'listed' | 'nobody';

interface JudgedStatement {
  readonly index: number;
  readonly effect: 'allow' | 'deny';
  /** Lets strangers in, the Deny statements taken into account. Always `false` for a Deny. */
  readonly opens: Tri;
  readonly because: string;
}

export interface PolicyJudgement {
  /** A stranger, with or without an account, gets through. */
  readonly public: Tri;
  /** AWS's own notion of a public policy. */
  readonly awsPublic: Tri;
  readonly to: Reach;
  /** What strangers can do. */
  readonly access: Readonly<Record<Verb, Tri>>;
  readonly statements: readonly JudgedStatement[];
}

interface Judged extends JudgedStatement {
  readonly may: readonly Opening[] | null;
  readonly must: readonly Opening[];
}

/**
 * Who gets through a resource-based policy. A stranger is somebody whom the owner has not named: without credentials, or
 * of any account. Requests are tried with every value of every key that a stranger can have, Deny statements included,
 * once with all that is not modelled for the stranger and once against; where the two differ, the answer is unknown.
 */
export const judgePolicy = (policy: PolicyDocument, context: PolicyContext): PolicyJudgement => {
  const denies = policy.statements.filter(({ effect }) => effect === 'deny');
  const judged = policy.statements.map((statement) => judgeStatement(statement, denies, context));
  const access = (verb: Verb): Tri => settle(judged, (opening) => opening.verb === verb);
  return {
    public: settle(judged, () => true),
    awsPublic: awsPublicOf(policy),
    to: reachOf(policy, judged),
    access: { read: access('read'), list: access('list'), write: access('write') },
    statements: judged.map(({ index, effect, opens, because }) => ({ index, effect, opens, because })),
  };
};

const settle = (judged: readonly Judged[], counts: (opening: Opening) => boolean): Tri => {
  if (judged.some(({ must }) => must.some(counts))) return true;
  return judged.some(({ may }) => may === null || may.some(counts)) ? 'unknown' : false;
};

const reachOf = ({ statements }: PolicyDocument, judged: readonly Judged[]): Reach => {
  const openings = judged.flatMap(({ may }): readonly Pick<Opening, 'who'>[] => may ?? [{ who: 'anonymous' }]);
  if (openings.some(({ who }) => who === 'anonymous')) return 'anonymous';
  if (openings.length > 0) return 'any-aws-account';
  const denies = statements.filter(({ effect }) => effect === 'deny');
  const left = statements.filter((statement) => statement.effect === 'allow' && !isTakenBack(statement, denies));
  return left.some(({ principals }) => namesSomebody(principals)) ? 'listed' : 'nobody';
};

/** Whether one Deny of everybody, without conditions, covers all that a statement allows. */
const isTakenBack = (allow: PolicyStatement, denies: readonly PolicyStatement[]): boolean =>
  denies.some(
    ({ principals, conditions, actions, resources }) =>
      principals.anyone &&
      !principals.not &&
      conditions.length === 0 &&
      takesInAll(actions, allow.actions) &&
      takesInAll(resources, allow.resources),
  );

const judgeStatement = (
  statement: PolicyStatement,
  denies: readonly PolicyStatement[],
  context: PolicyContext,
): Judged => {
  const { index, effect } = statement;
  if (effect === 'deny') return { index, effect, opens: false, because: 'it denies', may: [], must: [] };
  const may = openingsOf(statement, denies, context, 'may');
  const must = openingsOf(statement, denies, context, 'must') ?? [];
  const opens: Tri = must.length > 0 ? true : may === null || may.length > 0 ? 'unknown' : false;
  return { index, effect, opens, because: explain(statement, opens, may ?? [], context), may, must };
};

const explain = (
  statement: PolicyStatement,
  opens: Tri,
  openings: readonly Opening[],
  context: PolicyContext,
): string => {
  const keys = [...new Set(statement.conditions.map(({ key }) => key))].join(', ');
  if (opens === 'unknown') return `whether ${keys || 'its principal'} keeps strangers out cannot be told`;
  if (opens) {
    const who = openings.some((opening) => opening.who === 'anonymous')
      ? 'anybody, without credentials'
      : 'anybody with an AWS account';
    const what = verbs.filter((verb) => openings.some((opening) => opening.verb === verb)).join(' and ');
    return `${who} can ${what}${keys === '' ? '' : `; ${keys} does not keep them out`}`;
  }
  if (openingsOf(statement, [], context, 'must')?.length) return 'a Deny takes back what it opens';
  const { anyone, not } = statement.principals;
  return anyone || not ? `limited by ${keys || 'its actions and resources'}` : 'it names its callers';
};
