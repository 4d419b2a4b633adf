import type { Answer, Letter, Ruleset } from '../../domain/tls.ts';
import type { RuleContext } from './rule-context.ts';

/** Whether a rule applies, and what was seen. */
export type Finding = { readonly applies: Answer; readonly detail: string };

/** A rule of the SSL Server Rating Guide: what it looks at, and what it does to the letter. */
export type GradeRule = {
  readonly id: string;
  readonly grade: Letter;
  readonly text: string;
  readonly fix: string;
  /** Version of the guide or the announcement that brought the rule. */
  readonly source: string;
  /** Rule sets in which it counts; all when left out. */
  readonly rulesets?: readonly Ruleset[];
  readonly judge: (context: RuleContext) => Finding;
};
