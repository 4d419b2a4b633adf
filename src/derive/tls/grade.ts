import type { Cap, ChainTrust, Grade, HstsFact, Letter, OpenRule, Ruleset, TlsFacts } from '../../domain/tls.ts';
import { compareWorst, worse } from './letters.ts';
import type { GradeRule } from './rule.ts';
import { type RuleContext, ruleContext } from './rule-context.ts';
import { RULES } from './rules.ts';
import { numericScore, scoreLetter } from './score.ts';

export type GradeInput = {
  readonly facts: TlsFacts;
  /** One judgement per chain of the facts, in their order. */
  readonly trust: readonly ChainTrust[];
  readonly hsts: HstsFact;
  readonly ruleset: Ruleset;
};

type Applied = { readonly rule: GradeRule; readonly applies: 'yes' | 'unknown'; readonly detail: string };

const TRUST_LETTERS: readonly Letter[] = ['T', 'M'];

/**
 * The grade of one address by the SSL Server Rating Guide: score, then caps, then A+ and A-. What could not be decided
 * opens a range from the worst letter (every open rule applies) to the best (none does).
 */
export function grade({ facts, trust, hsts, ruleset }: GradeInput): Grade {
  const context = ruleContext(facts, trust, hsts, ruleset);
  const score = numericScore(context);
  if (facts.problem !== null || score === null)
    return ungraded(context, facts.problem ?? 'no suite could be agreed on');
  const applied = RULES.filter(({ rulesets }) => rulesets === undefined || rulesets.includes(ruleset)).flatMap((rule) =>
    apply(rule, context),
  );
  const sure = applied.filter(({ applies }) => applies === 'yes');
  const start = scoreLetter(score.total);
  const upper = letterUnder(start, sure);
  const lower = letterUnder(start, applied);
  const isWarning = ({ rule }: Applied): boolean => rule.grade === 'A-' || rule.grade === 'A';
  return {
    ruleset,
    letter: upper === lower ? upper : null,
    bounds: { lower, upper },
    score,
    trustIgnored: trustIgnored(start, applied),
    caps: sortWorst(sure.filter((one) => !isWarning(one)).map(capOf)),
    warnings: sortWorst(sure.filter(isWarning).map(capOf)),
    open: sortWorst(
      applied.filter(({ applies, rule }) => applies === 'unknown' && worse(upper, rule.grade) !== upper).map(openOf),
    ),
    vulnerabilities: context.vulnerabilities,
    notes: notes(context, upper),
  };
}

function apply(rule: GradeRule, context: RuleContext): Applied[] {
  const { applies, detail } = rule.judge(context);
  return applies === 'no' ? [] : [{ rule, applies, detail }];
}

/** A+ unless a rule says otherwise; caps of A and A- only matter to what would be an A. */
function letterUnder(start: Letter, applied: readonly Applied[]): Letter {
  const best: Letter = start === 'A' ? 'A+' : start;
  return applied.reduce<Letter>((letter, { rule }) => worse(letter, rule.grade), best);
}

/** The letter without the trust rules, which also never counts an incomplete chain; A at the best. */
function trustIgnored(start: Letter, applied: readonly Applied[]): Letter | null {
  const counted = applied.filter(({ rule }) => !TRUST_LETTERS.includes(rule.grade) && rule.id !== 'incomplete-chain');
  const upper = letterUnder(
    start,
    counted.filter(({ applies }) => applies === 'yes'),
  );
  const lower = letterUnder(start, counted);
  return upper === lower ? upper : null;
}

function capOf({ rule, detail }: Applied): Cap {
  const text = detail === '' ? rule.text : `${rule.text}: ${detail}`;
  return { rule: rule.id, grade: rule.grade, text, fix: rule.fix, source: rule.source };
}

function openOf({ rule, detail }: Applied): OpenRule {
  return { rule: rule.id, grade: rule.grade, text: `${rule.text}: not known (${detail})` };
}

function sortWorst<T extends { readonly grade: Letter }>(rules: readonly T[]): readonly T[] {
  return [...rules].sort((a, b) => compareWorst(a.grade, b.grade));
}

function notes({ facts, ruleset }: RuleContext, upper: Letter): readonly string[] {
  const only13 = facts.protocols['TLSv1.2'].offered === 'no' && facts.protocols['TLSv1.3'].offered === 'yes';
  const list: string[] = [];
  if (facts.unstable.length > 0)
    list.push(
      'connections to this address are answered differently, so there is more than one server: the worst counts',
    );
  if (only13 && ruleset === '2009r' && upper === 'A+') {
    list.push(
      'SSL Labs gave servers with TLS 1.3 alone no more than A until mid-2025; the text of 2009r lets them have A+',
    );
  }
  if (facts.withoutServerName.known && facts.withoutServerName.value === 'another certificate') {
    list.push('clients without SNI get another certificate');
  }
  return list;
}

function ungraded(context: RuleContext, why: string): Grade {
  return {
    ruleset: context.ruleset,
    letter: null,
    bounds: null,
    score: null,
    trustIgnored: null,
    caps: [],
    warnings: [],
    open: [],
    vulnerabilities: [],
    notes: [why],
  };
}
