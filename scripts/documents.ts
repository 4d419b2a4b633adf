import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { claimsJsonSchema, waiversJsonSchema } from '../src/claims/json-schema.ts';
import type { RegisteredCheck } from '../src/domain/check.ts';
import { kinds } from '../src/domain/kinds.ts';
import { resultJsonSchema } from '../src/parse/result.ts';
import { fillSection, root } from './files.ts';

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

export const schemas = (): readonly (readonly [path: string, text: string])[] => [
  ['schema/claims.schema.json', json(claimsJsonSchema())],
  ['schema/waivers.schema.json', json(waiversJsonSchema())],
  ['schema/result.schema.json', json(resultJsonSchema())],
];

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** The table of kinds for the README: what each means and what decides it. */
const kindsTable = (checks: readonly RegisteredCheck[]): string => {
  const rows = Object.entries(kinds).map(([kind, { means, decidedBy }]) => {
    const deciding = checks.filter(({ decides }) => decides.some((one) => one === kind)).map(({ id }) => `\`${id}\``);
    const by =
      deciding.length > 0 ? deciding.join(', ') : decidedBy === 'document' ? 'a document' : 'not implemented yet';
    return `| \`${kind}\` | ${cell(means)} | ${by} |`;
  });
  return ['| kind | means | decided by |', '|---|---|---|', ...rows].join('\n');
};

export const readme = (checks: readonly RegisteredCheck[]): string =>
  fillSection(readFileSync(join(root, 'README.md'), 'utf8'), 'kinds', kindsTable(checks));

/** One row per check with everything it can say, for the folder of checks. */
export const checksReadme = (checks: readonly RegisteredCheck[]): string => {
  const sections = checks.map((check) =>
    [
      `## ${check.id}`,
      '',
      `${check.title}. ${check.why}`,
      '',
      `Decides ${check.decides.map((kind) => `\`${kind}\``).join(', ')}; needs ${check.needs.map((key) => `\`${key}\``).join(', ')}.`,
      '',
      '| | says | fix |',
      '|---|---|---|',
      ...Object.values(check.reasons).map(
        (reason) => `| ${reason.status} | ${cell(reason.text)} | ${reason.status === 'fail' ? cell(reason.fix) : ''} |`,
      ),
      ...(check.notShown.length > 0 ? ['', `Does not show: ${check.notShown.join(' ')}`] : []),
    ].join('\n'),
  );
  return `# Checks\n\nMade by \`npm run gen\` from the checks themselves.\n\n${sections.join('\n\n')}\n`;
};
