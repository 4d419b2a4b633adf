import { expect, test } from 'vitest';
import { noArtifacts, noItems } from '../src/domain/artifact-keys.generated.ts';
import type { ArtifactKey, Artifacts, Items } from '../src/domain/artifacts.ts';
import type { Check, Reasons } from '../src/domain/check.ts';
import type { Binding, Environments } from '../src/domain/claim.ts';
import type { FindingStatus } from '../src/domain/finding.ts';
import type { Gap } from '../src/domain/gap.ts';
import { known, unread } from '../src/domain/gap.ts';
import type { Kind, KindParameters } from '../src/domain/kinds.ts';
import type { Scope, Slice } from '../src/domain/slice.ts';
import { register } from '../src/evaluate/register.ts';
import { runCheck, subjectKey } from '../src/evaluate/run-check.ts';
import { statusOf } from '../src/score/status.ts';

/** What a check is given: slices of artifacts it needs. One that is left out was never planned. */
export type Given<N extends ArtifactKey> = { readonly [P in N]?: Artifacts[P] };

/** One row of a check's table: given these facts and parameters, this is the verdict. */
export interface Row<K extends Kind, N extends ArtifactKey> {
  readonly name: string;
  readonly kind: K;
  readonly with: KindParameters[K];
  readonly given: Given<N>;
  readonly expect: FindingStatus;
  /** Reasons expected, in any order; without it only the status counts. */
  readonly reasons?: readonly string[];
  /** Texts that the messages (joined) must contain. */
  readonly says?: readonly string[];
  readonly environments?: Environments;
}

/** The clock of every table: 2026-11-22T12:00:00Z. */
export const now = Date.UTC(2026, 10, 22, 12);

export const testScope: Scope = { type: 'aws', account: '111111111111', region: 'us-east-1' };

/** A slice of these items, fully listed in one scope. */
export const slice = <T>(...items: readonly T[]): Slice<T> => ({
  items,
  gaps: [],
  scopes: [{ scope: testScope, evidence: [] }],
});

/** A slice whose listing failed. */
export const failedSlice = (gap: Gap = denied('test:List')): Slice<never> => ({
  items: [],
  gaps: [{ scope: testScope, what: 'test:List', gap }],
  scopes: [{ scope: testScope, evidence: [] }],
});

export const read = known;
export const denied = (action: string): Gap => ({ kind: 'denied', action, detail: 'AccessDenied' });
export const notRead = (action = 'test:Get') => unread(denied(action));

/**
 * Runs a check's table, and holds the table itself to account: every declared reason is exercised, `unknown` and
 * `notApplicable` are covered, no two rows are equal, two runs agree, nothing given is written to, no artifact is given
 * that the check does not need, and no two findings are about the same subject.
 */
export const testCheck = <const K extends Kind, const N extends ArtifactKey, const R extends Reasons>(
  id: string,
  check: Check<K, N, R>,
  rows: readonly Row<K, N>[],
): void => {
  const registered = register('test', id, check);
  const exercised = new Set<string>();

  const run = (row: Row<K, N>) => {
    const { artifacts, items } = arrange(check.needs, row.given);
    const binding = bind(row.kind, row.with);
    return runCheck(registered, binding, artifacts, items, { now, environments: row.environments ?? {} }).said;
  };

  test.each(rows.map((row) => [row.name, row] as const))(`${id}: %s`, (_, row) => {
    const said = run(row);
    for (const one of said) exercised.add(one.reason);
    const bug = said.find(({ reason }) => reason === 'gap.bug');
    expect(bug, 'the check threw').toBeUndefined();
    const status = statusOf(said.map((one) => ({ ...one, waiver: null })));
    expect({ status, said: said.map(({ message }) => message) }).toMatchObject({ status: row.expect });
    if (row.reasons) expect(said.map(({ reason }) => reason).sort()).toEqual([...row.reasons].sort());
    for (const text of row.says ?? []) expect(said.map(({ message }) => message).join('\n')).toContain(text);
    expect(run(row)).toEqual(said);
    const subjects = said.map(({ subject }) => subjectKey(subject));
    expect(new Set(subjects).size, `two findings on one subject: ${subjects.join(' | ')}`).toBe(subjects.length);
    for (const one of said) expect(one.message).not.toMatch(/\{\w+\}/);
  });

  test(`${id}: the table is complete`, () => {
    for (const row of rows) for (const one of run(row)) exercised.add(one.reason);
    expect(
      [...Object.keys(check.reasons)].filter((reason) => !exercised.has(reason)),
      'reasons no row exercises',
    ).toEqual([]);
    expect(rows.map((row) => row.expect)).toEqual(expect.arrayContaining(['unknown', 'notApplicable']));
    const texts = rows.map(({ name: _, ...row }) => JSON.stringify(row));
    expect(new Set(texts).size, 'two rows are equal').toBe(texts.length);
    const given = rows.flatMap((row) => Object.keys(row.given));
    expect(
      given.filter((key) => !check.needs.some((need) => need === key)),
      'artifacts the check never asks for',
    ).toEqual([]);
    expect(Object.values(check.reasons).filter((reason) => reason.status === 'fail' && reason.fix === '')).toEqual([]);
  });
};

const bind = <K extends Kind>(kind: K, parameters: KindParameters[K]): Binding => {
  const binding: { kind: K; with: KindParameters[K] } = { kind, with: parameters };
  return binding as Binding;
};

const arrange = <N extends ArtifactKey>(needs: readonly N[], given: Given<N>) => {
  const artifacts: Artifacts = { ...noArtifacts };
  const items: Items = { ...noItems };
  for (const key of needs) {
    const slice = given[key];
    if (slice === undefined) continue;
    deepFreeze(slice);
    Object.assign(artifacts, { [key]: slice });
    Object.assign(items, { [key]: slice.items });
  }
  return { artifacts, items };
};

const deepFreeze = (value: unknown): void => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  Object.values(value).forEach(deepFreeze);
};
