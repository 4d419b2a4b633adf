import { beforeAll, describe, expect, test, vi } from 'vitest';
import { defineCheck } from '../src/domain/check.ts';
import { resource } from '../src/domain/finding.ts';
import { bucket, byName, encryption } from './evaluate/bench.ts';

type Tester = typeof import('./check-tester.ts');

/** The tests that the tester would register, by name. */
const registered = new Map<string, () => void>();
let tester: Tester;
beforeAll(async () => {
  const each =
    (cases: readonly (readonly [string, unknown])[]) => (name: string, run: (...one: readonly unknown[]) => void) => {
      for (const one of cases) registered.set(name.replace('%s', one[0]), () => run(...one));
    };
  const stand = Object.assign((name: string, run: () => void) => registered.set(name, run), { each });
  vi.doMock('vitest', () => ({ expect, test: stand }));
  tester = await import('./check-tester.ts');
  vi.doUnmock('vitest');
});

/** Runs a check's table and gives the names of the tests that fail. */
const failures = (check: typeof byName, rows: readonly object[]): readonly string[] => {
  registered.clear();
  Reflect.apply(tester.testCheck, null, ['by-name', check, rows]);
  return [...registered].flatMap(([name, run]) => {
    try {
      run();
      return [];
    } catch {
      return [name.replace('by-name: ', '')];
    }
  });
};

const { kind, with: parameters } = encryption();
const row = (name: string, buckets: readonly string[], status: string, more: object = {}) => ({
  name,
  kind,
  with: parameters,
  given: { 'aws.s3.buckets': tester.slice(...buckets.map((one) => bucket(one))) },
  expect: status,
  ...more,
});
const whole = () => [
  row('good', ['good'], 'pass'),
  row('bad', ['bad'], 'fail', { reasons: ['bad'], says: ['bad is bad'] }),
  row('dark', ['dark'], 'unknown'),
  row('none', [], 'notApplicable'),
];
const using = (rows: readonly object[], check = byName) => failures(check, rows);

describe('the tester of checks', () => {
  test('is content with a whole table', () => {
    expect(using(whole())).toEqual([]);
  });

  test.each([
    [
      'a verdict that is not the one expected',
      () => using([...whole(), row('wrong', ['good', 'bad'], 'pass')]),
      ['wrong'],
    ],
    [
      'a reason that is not the one expected',
      () => using([...whole(), row('wrong', ['bad', 'good'], 'fail', { reasons: ['bad'] })]),
      ['wrong'],
    ],
    [
      'a sentence that lacks a word',
      () => using([...whole(), row('wrong', ['bad-2'], 'fail', { says: ['terrible'] })]),
      ['wrong'],
    ],
    ['a check that throws', () => using([...whole(), row('wrong', ['broken'], 'unknown')]), ['wrong']],
    ['two findings on one subject', () => using([...whole(), row('wrong', ['good', 'good'], 'pass')]), ['wrong']],
    [
      'a reason that no row exercises',
      () => using(whole().filter(({ name }) => name !== 'bad')),
      ['the table is complete'],
    ],
    [
      'a table without blindness',
      () => using(whole().filter(({ name }) => name !== 'dark')),
      ['the table is complete'],
    ],
    [
      'a table without emptiness',
      () => using(whole().filter(({ name }) => name !== 'none')),
      ['the table is complete'],
    ],
    ['two equal rows', () => using([...whole(), row('again', ['good'], 'pass')]), ['the table is complete']],
    [
      'facts that the check never asks for',
      () =>
        using([
          ...whole(),
          {
            ...row('more', ['good-2'], 'pass'),
            given: { 'aws.s3.buckets': tester.slice(bucket('good-2')), 'aws.kms.keys': tester.slice() },
          },
        ]),
      ['the table is complete'],
    ],
  ])('is not content with %s', (_, run, expected) => {
    expect(run()).toEqual(expected);
  });

  test('is not content with a check that changes what it is given, or says another thing the next time', () => {
    let turn = 0;
    const fickle = defineCheck({
      ...byName,
      evaluate: ({ 'aws.s3.buckets': buckets }, _, say) => {
        turn += 1;
        return buckets.map((one) => say.is(resource('s3-bucket', one), 'good', { name: `${one.name} ${turn}` }));
      },
    });
    expect(using([row('good', ['good'], 'pass')], fickle)).toContain('good');
    const writing = defineCheck({
      ...byName,
      evaluate: ({ 'aws.s3.buckets': buckets }) => {
        for (const one of buckets) Object.assign(one, { name: 'mine' });
        return [];
      },
    });
    expect(using([row('good', ['good'], 'notApplicable')], writing)).toContain('good');
  });
});
