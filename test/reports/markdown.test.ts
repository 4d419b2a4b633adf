import { describe, expect, test } from 'vitest';
import markdown from '../../reports/markdown.ts';
import type { Delta, DeltaEntry, RunResult } from '../../src/domain/result.ts';
import { finding, resultOf, subjectOf } from '../fixtures-result.ts';
import { hostile, hostileResult, sample } from '../fixtures-sample.ts';

const titles = (text: string): readonly string[] => [...text.matchAll(/^### (.*)$/gm)].map(([, title]) => title ?? '');

const entry: DeltaEntry = {
  fingerprint: 'v1:1',
  claim: 'rest',
  check: 's3',
  subject: 'logs',
  was: 'pass',
  now: 'fail',
};
const delta: Delta = {
  regressions: [entry],
  revealed: [entry],
  worsened: [],
  fixed: [entry],
  known: [entry],
  gone: [],
  lostSight: [entry],
  unverified: [],
  waived: [],
  newChecks: [],
  drifted: ['rest'],
  coverage: { was: 1, now: 0.5 },
  unreached: ['eu-west-1'],
};

test('the summary of the sample', () => {
  expect(markdown.render(sample).split('\n').slice(0, 18)).toEqual([
    '<!-- claimcheck:v1:acme -->',
    '## ✗ Acme: contradicted',
    '',
    '**2** contradicted · **3** unverified · **1** supported · **1** attested · **1** not applicable — score **62%**, coverage **90%**, 1 finding waived',
    '',
    '### Expired waivers (1)',
    '',
    '| waiver | expired | owner | reason |',
    '|-|-|-|-|',
    '| <code>W-2</code> | 2026-11-10, 12 days ago | web@&#8203;acme.example | migration |',
    '',
    '### Contradicted (2)',
    '',
    '| claim | the page says | but | fix |',
    '|-|-|-|-|',
    '| <code>isolation</code> | Our servers are isolated from the internet. | <code>arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc tcp/22</code> tcp/22 can be reached from the internet | Remove the rule that allows 0.0.0.0/0. |',
    '| <code>backup</code> | All data is backed up every few hours. | <code>arn:aws:rds:eu-west-1:111122223333:db:orders</code> the longest gap between recovery points is 24h3m, more than 6h | Set a backup plan that runs at least every 6 hours. |',
    '',
  ]);
});

test('what needs a person comes first, the scoreboard last', () => {
  expect(titles(markdown.render({ ...sample, delta }))).toEqual([
    'Regressions (2)',
    'Out of sight (1)',
    'Not reached any more (1)',
    'Sentences that are not the pinned ones (1)',
    'Expired waivers (1)',
    'Contradicted (2)',
    'Unverified (3)',
    'Fixed (1)',
    'Claims (8)',
  ]);
});

test('an interrupted run says so', () => {
  expect(markdown.render({ ...sample, run: { ...sample.run, partial: true } })).toContain('this report is partial');
  expect(markdown.render(sample)).not.toContain('partial');
});

describe('sizes', () => {
  const huge = (count: number, text: string): RunResult => {
    const claims = Array.from({ length: count }, (_, index) => ({
      id: `claim-${index}`,
      kind: 'rest.encryption' as const,
      says: text,
    }));
    const entries = Array.from({ length: count }, () => ({ ...entry, subject: text }));
    return resultOf({
      claims,
      findings: claims.map(({ id }) =>
        finding({ claim: id, check: 's3', status: 'fail', subject: subjectOf(text), message: text, fix: text }),
      ),
      delta: { ...delta, regressions: entries, lostSight: entries, newChecks: entries, fixed: entries },
    });
  };

  test.each([
    ['many claims', huge(2_000, 'a sentence of the page')],
    ['long texts', huge(50, 'long '.repeat(10_000))],
    ['texts that grow when they are escaped', huge(500, '|'.repeat(2_000))],
  ])('%s fit in a comment', (_, result) => {
    expect(markdown.render(result).length).toBeLessThan(65_536);
  });

  test('what was left out is counted', () => {
    const text = markdown.render(huge(500, 'a sentence'));
    expect(text).toContain('### Contradicted (500)');
    expect(text).toContain('and 480 more in the full report');
  });
});

describe('hostile text', () => {
  /** Tables and headings with their texts taken out. */
  const skeleton = (text: string): readonly string[] =>
    text
      .split('\n')
      .map((line) => (line.startsWith('|') ? `row of ${line.split('|').length - 2}` : line.replace(/[^#*<>!-].*/, '')));
  const harmless = skeleton(markdown.render(hostileResult('x')));

  test.each(hostile)('%j changes no line, no column and no heading', (text) => {
    const written = markdown.render(hostileResult(text));
    expect(skeleton(written).slice(1)).toEqual(harmless.slice(1));
    expect(written.split('\n')[0]).toMatch(/^<!-- claimcheck:v1:[a-z0-9-]+ -->$/);
  });

  test.each(hostile)('%j leaves nothing live', (text) => {
    const written = markdown
      .render(hostileResult(text))
      .replaceAll(/<\/?code>/g, '')
      .split('\n')
      .slice(1)
      .join('\n');
    expect(written).not.toMatch(/<|`|\]\(|https?:\/\/|www\.|@(?!&#8203;)|#\d(?!\d+;)[^;]/);
    expect(written.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
    expect(written).not.toMatch(/^::/m);
  });

  test('a backslash before a bar does not end a cell', () => {
    expect(skeleton(markdown.render(hostileResult('a\\|b'))).slice(1)).toEqual(harmless.slice(1));
  });
});
