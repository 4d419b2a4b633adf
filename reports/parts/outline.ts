import type { Finding, Subject } from '../../src/domain/finding.ts';
import { groupBy } from '../../src/domain/group-by.ts';
import type { Severity } from '../../src/domain/kinds.ts';
import type { ClaimResult, ClaimStatus, RunResult } from '../../src/domain/result.ts';

/** How reports name and order what a result holds. */

export const statusWord: Readonly<Record<ClaimStatus, string>> = {
  contradicted: 'contradicted',
  unverified: 'unverified',
  supported: 'supported',
  attested: 'attested',
  notApplicable: 'not applicable',
};

/** Never colour alone. */
export const statusMark: Readonly<Record<ClaimStatus, string>> = {
  contradicted: '✗',
  unverified: '?',
  supported: '✓',
  attested: '✎',
  notApplicable: '–',
};

/** What needs a person comes first. */
export const statuses: readonly ClaimStatus[] = [
  'contradicted',
  'unverified',
  'supported',
  'attested',
  'notApplicable',
];

const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const worstFirst = (claims: readonly ClaimResult[]): readonly ClaimResult[] =>
  [...claims].sort(
    (a, b) =>
      statuses.indexOf(a.status) - statuses.indexOf(b.status) ||
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      compare(a.id, b.id),
  );

/** The findings of each claim, in the order of the result. */
export const findingsByClaim = ({ findings }: RunResult): ((claim: Pick<ClaimResult, 'id'>) => readonly Finding[]) => {
  const byClaim = groupBy(findings, ({ claim }) => claim);
  return ({ id }) => byClaim.get(id) ?? [];
};

export const subjectName = ({ id, part }: Subject): string => (part === undefined ? id : `${id} ${part}`);

/** `waived` and the three that a finding may say otherwise: how reports sort them. */
export type Outcome = Finding['status'] | 'waived';

export const outcomeOf = ({ status, waiver }: Finding): Outcome => (waiver === null ? status : 'waived');

/** The status that the findings alone give; null where there are none. */
export const statusFromFindings = (findings: readonly Finding[]): ClaimStatus | null => {
  const outcomes = new Set(findings.map(outcomeOf));
  if (outcomes.size === 0) return null;
  if (outcomes.has('fail')) return 'contradicted';
  if (outcomes.has('unknown')) return 'unverified';
  return outcomes.has('pass') ? 'supported' : 'notApplicable';
};

/** `24h 3m`, `45s`: a duration for people, at most two units. */
export const duration = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds));
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(whole / 86_400), 'd'],
    [Math.floor(whole / 3600) % 24, 'h'],
    [Math.floor(whole / 60) % 60, 'm'],
    [whole % 60, 's'],
  ];
  const told = parts.filter(([amount]) => amount > 0).slice(0, 2);
  return told.length === 0 ? '0s' : told.map(([amount, unit]) => `${amount}${unit}`).join(' ');
};
