import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { checks } from '../../src/cli/commands/checks.ts';
import { evaluate } from '../../src/cli/commands/evaluate.ts';
import { scan } from '../../src/cli/commands/scan.ts';
import type { JudgeOptions, ScanOptions } from '../../src/cli/options.ts';
import { untangleJson, withScan } from '../../src/cli/options.ts';
import { UsageError } from '../../src/cli/usage.ts';
import { claimsFile, passwords } from './acme.ts';
import { folderWith } from './program.ts';

const options = (...args: readonly string[]): ScanOptions =>
  withScan(new Command().exitOverride().configureOutput({ writeErr: () => undefined }))
    .parse([...args], { from: 'user' })
    .opts<ScanOptions>();

const good = claimsFile(passwords);

describe('a scan does not begin with', () => {
  const noFiles: { readonly [path: string]: unknown } = {};
  type Mistake = readonly [name: string, says: RegExp, args: readonly string[], files?: typeof noFiles];
  const mistakes: readonly Mistake[] = [
    ['YAML that does not parse', /claims\.yaml:\d+:\d+: /, [], { 'claims.yaml': 'version: 1\nclaims: [\n' }],
    ['an unknown name after --only', /--only "passwords2".*did you mean.*passwords/, ['--only', 'passwords2']],
    ['an unknown report format', /"sarf".*sarif/, ['-o', 'sarf=x.sarif']],
    ['a report without a file', /write FORMAT=FILE/, ['-o', 'sarif']],
    ['two reports on stdout', /only one report/, ['-o', 'csv=-', '--json']],
    ['a report over the claims file', /is read by this run/, ['-o', 'json=DIR/x/../claims.yaml']],
    ['a report over the baseline', /is read by this run/, ['--baseline', 'DIR/b.json', '--json', 'DIR/b.json']],
    ['a regression gate without a baseline', /--gate regression needs --baseline/, ['--gate', 'regression']],
    ['a baseline that is none', /b\.json is no baseline/, ['--baseline', 'DIR/b.json'], { 'b.json': { schema: 'x' } }],
    [
      'waivers that are none',
      /w\.yaml:\d+:\d+: /,
      ['--waivers', 'DIR/w.yaml'],
      { 'w.yaml': 'version: 1\nwaivers:\n  - id: 7\n' },
    ],
    ['a region that is none', /is no AWS region/, ['--region', 'Ireland']],
    ['an endpoint that is none', /--endpoint/, ['--endpoint', 'https://x/y']],
    ['a role that is none', /is no role/, ['--role-arn', 'auditor']],
    ['an external id without a role', /--external-id goes with/, ['--external-id', 'x']],
    ['an address that is none', /--resolve "x"/, ['--resolve', 'x']],
    ['a trust store without certificates', /holds no PEM certificate/, ['--trust-store', 'DIR/claims.yaml']],
    ['a list for a day that is none', /--hsts-list-date/, ['--hsts-list-date', '2026-13-01']],
  ];
  test.each(mistakes.map((mistake) => [mistake[0], mistake] as const))(
    '%s',
    async (_, [, says, args, files = noFiles]) => {
      const folder = folderWith({ 'claims.yaml': good, ...files });
      const given = options(...args.map((arg) => arg.replace('DIR', folder)));
      const refused = scan(join(folder, 'claims.yaml'), given);
      await expect(refused).rejects.toThrow(says);
      await expect(refused).rejects.toBeInstanceOf(UsageError);
      if (!('claims.yaml' in files))
        expect(JSON.parse(readFileSync(join(folder, 'claims.yaml'), 'utf8'))).toEqual(good);
    },
  );

  test.each([
    [['--timeout', '0'], /--timeout/],
    [['--timeout', '-1'], /--timeout|argument missing/],
    [['--timeout', '1e9'], /--timeout/],
    [['--concurrency', '0'], /--concurrency/],
    [['--concurrency', '1.5'], /--concurrency/],
    [['--gate', 'none'], /contradicted, regression/],
    [['--new-checks', 'maybe'], /warn, fail/],
  ])('%j', (args, says) => {
    expect(() => options(...args)).toThrow(says);
  });
});

test('an evaluation does not begin with evidence that is none', async () => {
  const folder = folderWith({ 'claims.yaml': good, 'empty/x': '' });
  const judging: JudgeOptions = options();
  await expect(evaluate(join(folder, 'empty'), join(folder, 'claims.yaml'), judging)).rejects.toThrow(
    /holds no evidence/,
  );
});

test('a check that does not exist is told with the nearest that does', () => {
  expect(() => checks('iam-root-mfaa', false)).toThrow(/no check or kind "iam-root-mfaa".*iam-root-mfa/);
});

describe('what stands behind --json', () => {
  const folder = folderWith({ 'claims.yaml': good, 'evidence/x': '', 'old.json': {} });
  const at = (path: string): string => join(folder, path);

  test.each<
    readonly [
      name: string,
      json: string | true,
      positionals: readonly (string | undefined)[],
      expected: readonly [string | true, readonly (string | undefined)[]],
    ]
  >([
    ['nothing', true, [at('claims.yaml')], [true, [at('claims.yaml')]]],
    ['a file to write', 'result.json', [undefined], ['result.json', [undefined]]],
    ['a file to write again', at('old.json'), [undefined], [at('old.json'), [undefined]]],
    ['a claims file is the claims file', 'claims.yaml', [undefined], [true, ['claims.yaml']]],
    ['evidence is the evidence', at('evidence'), [undefined, undefined], [true, [at('evidence'), undefined]]],
    [
      'evidence comes before claims',
      at('evidence'),
      ['claims.yaml', undefined],
      [true, [at('evidence'), 'claims.yaml']],
    ],
    ['claims come after evidence', 'claims.yml', [at('evidence'), undefined], [true, [at('evidence'), 'claims.yml']]],
    [
      'below a file there is nothing',
      `${at('old.json')}/x.json`,
      [undefined],
      [`${at('old.json')}/x.json`, [undefined]],
    ],
  ])('%s', (_, json, positionals, [expectedJson, expected]) => {
    const untangled = untangleJson({ json }, positionals);
    expect([untangled.options.json, untangled.positionals]).toEqual([expectedJson, expected]);
  });

  test('where all arguments are there already it is a mistake', () => {
    expect(() => untangleJson({ json: 'claims.yaml' }, ['other.yaml'])).toThrow(UsageError);
    expect(() => untangleJson({ json: at('evidence') }, [at('evidence'), 'claims.yaml'])).toThrow(UsageError);
  });
});
