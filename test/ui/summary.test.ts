import { describe, expect, test } from 'vitest';
import type { RunResult } from '../../src/domain/result.ts';
import { summaryText } from '../../src/ui/summary.ts';
import { displayWidth } from '../../src/ui/text.ts';
import { unchanged } from '../fixtures-result.ts';
import { claim, finding, regression, result } from './scenario.ts';

const plain = { columns: 80, color: false, ascii: false };
const empty: RunResult = { ...result, claims: [], findings: [], gaps: [], waivers: [] };
describe('summary', () => {
  test.each([
    ['at 80 columns', plain, 'summary-80.txt'],
    ['at 120 columns', { ...plain, columns: 120 }, 'summary-120.txt'],
    ['in ASCII', { ...plain, ascii: true }, 'summary-80-ascii.txt'],
  ])('%s', async (_name, options, file) => {
    await expect(summaryText(result, options)).toMatchFileSnapshot(`frames/${file}`);
  });

  test.each([40, 60, 80, 100])('no line is wider than %i columns', (columns) => {
    for (const line of summaryText(result, { ...plain, columns }).split('\n'))
      expect(displayWidth(line)).toBeLessThanOrEqual(columns);
  });

  test('without colour there is no escape, with colour all is closed', () => {
    expect(summaryText(result, plain)).not.toContain('\u001b');
    const coloured = summaryText(result, { ...plain, color: true });
    expect(coloured.match(/\u001b\[[1-9]/g)?.length).toBe(coloured.match(/\u001b\[0m/g)?.length);
  });

  test('hostile names are escaped', () => {
    expect(summaryText(result, plain)).toContain('acme-exports-\\u{202e}gnp.exe\\u{1b}[2J');
  });

  test('every contradiction names its counter-example, its proof and its fix', () => {
    const text = summaryText(result, { ...plain, columns: 160 });
    for (const part of [
      'arn:aws:rds:eu-west-1:111122223333:db/orders-production',
      'sg-0d9e8f7a',
      'Remove the rule of sg-0d9e8f7a',
    ])
      expect(text).toContain(part);
  });

  test('a waived failure is no counter-example', () => {
    expect(summaryText(result, plain)).not.toContain('legacy-logs');
  });

  test('an unverified claim names the missing permission, and how many places lack it', () => {
    const [denied] = result.gaps;
    const everywhere = ['us-east-1', 'us-west-2'].map((region) => ({
      ...result.gaps[0],
      ...denied,
      scope: { type: 'aws', account: '1', region } as const,
    }));
    const gaps = everywhere.flatMap((gap) =>
      gap.gap === undefined
        ? []
        : [{ what: 'x', subject: null, checks: ['ddos.subscription'], gap: gap.gap, scope: gap.scope }],
    );
    expect(summaryText({ ...result, gaps }, plain)).toContain(
      'allow  shield:DescribeSubscription in 1 us-east-1 and 1 other place',
    );
  });

  test('many counter-examples are cut, and the cut is told', () => {
    const findings = Array.from({ length: 12 }, (_, index) =>
      finding('many', 'fail', { subject: { type: 's3-bucket', id: `bucket-${index}`, account: null, region: null } }),
    );
    const text = summaryText(
      { ...empty, claims: [claim('many', 'storage.private', 'No bucket is public.', 'contradicted')], findings },
      plain,
    );
    expect(text.match(/bucket-/g)).toHaveLength(3);
    expect(text).toContain('and 9 more counter-examples in the report');
  });

  test('each check gets its word before one gets two, and a common fix is told once', () => {
    const fails = [
      finding('many', 'fail', { check: 'a', subject: { type: 'x', id: 'first-a', account: null, region: null } }),
      finding('many', 'fail', { check: 'a', subject: { type: 'x', id: 'second-a', account: null, region: null } }),
      finding('many', 'fail', { check: 'a', subject: { type: 'x', id: 'third-a', account: null, region: null } }),
      finding('many', 'fail', { check: 'b', subject: { type: 'x', id: 'first-b', account: null, region: null } }),
    ];
    const claims = [claim('many', 'storage.private', 'No bucket is public.', 'contradicted')];
    const text = summaryText({ ...empty, claims, findings: fails }, plain);
    expect(text.match(/(first|second|third)-./g)).toEqual(['first-a', 'second-a', 'first-b']);
    expect(text.match(/Turn default encryption on/g)).toHaveLength(1);
  });

  test('a partial result says so', () => {
    expect(summaryText({ ...result, run: { ...result.run, partial: true } }, plain)).toContain(
      'this result is partial',
    );
  });

  test('against a baseline, what changed is listed', () => {
    const changed = {
      ...unchanged,
      regressions: [regression('orders')],
      drifted: ['acme-07'],
      unreached: ['111122223333/eu-west-1'],
    };
    const text = summaryText({ ...result, delta: changed }, plain);
    expect(text).toMatch(/1 regressed\n.*acme-02 orders +pass -> fail/);
    expect(text).toContain('sentence changed on the page: acme-07');
    expect(text).toContain('no longer reached: 111122223333/eu-west-1');
    expect(summaryText({ ...result, delta: unchanged }, plain)).toContain('nothing changed');
  });

  test('waivers that ended, evidence that was altered', () => {
    const [waiver] = result.waivers;
    const waivers = waiver === undefined ? [] : [{ ...waiver, state: 'expired' as const, daysLeft: -12 }];
    const text = summaryText(
      { ...result, waivers, evidence: { integrity: 'modified', problems: ['aws/1/x.ndjson: hash differs'] } },
      plain,
    );
    expect(text).toContain('waiver W-014 expired 12 days ago, owner platform@acme.example');
    expect(text).toContain('The evidence was altered after it was recorded.');
    expect(text).toContain('aws/1/x.ndjson: hash differs');
  });

  test('an empty result is told without failing', () => {
    expect(summaryText(empty, plain)).toContain('0 claims');
  });
});
