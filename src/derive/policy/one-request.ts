import type { Condition, PolicyDocument, PolicyStatement } from '../../parse/aws/policy-document.ts';
import { takesIn } from './actions.ts';
import { holds, isKnownOperator } from './operators.ts';

/** What is the same for all requests that a question is about. */
export interface OneRequest {
  readonly action: string;
  /** Values of condition keys (in lower case) that every such request has. */
  readonly given: Readonly<Record<string, string>>;
}

const valueGiven = ({ key }: Condition, given: OneRequest['given']): string | undefined => given[key.toLowerCase()];

/** The conditions left to judge; null when one of those on a given value does not hold. */
const left = ({ conditions }: PolicyStatement, given: OneRequest['given']): readonly Condition[] | null => {
  const settled = conditions.filter(
    (condition) => valueGiven(condition, given) !== undefined && isKnownOperator(condition),
  );
  if (!settled.every((condition) => holds(condition, valueGiven(condition, given) ?? null))) return null;
  return conditions.filter((condition) => !settled.includes(condition));
};

/** The part of a policy that is about one action and the values that its requests have: what remains depends on the caller alone. */
export const aboutRequest = ({ statements }: PolicyDocument, { action, given }: OneRequest): PolicyDocument => ({
  statements: statements
    .filter(({ actions }) => takesIn(actions, action))
    .flatMap((statement): readonly PolicyStatement[] => {
      const conditions = left(statement, given);
      return conditions === null
        ? []
        : [{ ...statement, actions: { not: false, patterns: [action] }, conditions: [...conditions] }];
    }),
});

/** The same policy for callers of one address block only. */
export const onlyFrom = ({ statements }: PolicyDocument, block: string): PolicyDocument => ({
  statements: [
    ...statements,
    {
      index: statements.length,
      effect: 'deny',
      principals: { not: false, anyone: true, aws: [], services: [], federated: [], canonical: [] },
      actions: { not: false, patterns: ['*'] },
      resources: { not: false, patterns: ['*'] },
      conditions: [
        { operator: 'notipaddress', ifExists: false, quantifier: null, key: 'aws:SourceIp', values: [block] },
      ],
    },
  ],
});

/** The address blocks that a policy speaks of. */
export const blocksNamed = ({ statements }: PolicyDocument): readonly string[] =>
  statements.flatMap(({ conditions }) =>
    conditions.filter(({ key }) => key.toLowerCase() === 'aws:sourceip').flatMap(({ values }) => values),
  );
