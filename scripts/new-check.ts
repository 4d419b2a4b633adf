import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './files.ts';

/** `npm run new -- family/id`: a check and its test table, ready to be filled in. The files compile and the test fails. */
const [target = ''] = process.argv.slice(2);
const [, family = '', id = ''] = /^([a-z]+)\/([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(target) ?? [];
if (id === '') {
  console.error(
    'usage: npm run new -- family/id   e.g. rest/fsx-encrypted (the family is the first word of the kind it serves)',
  );
  process.exit(64);
}

const check = `import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'The property that holds when it passes',
  why: 'Why a claim of this kind is not true without it.',
  decides: ['rest.encryption'],
  stores: ['rds'],
  needs: ['aws.rds.instances'],
  reasons: {
    encrypted: { status: 'pass', text: 'storage is encrypted' },
    plaintext: { status: 'fail', text: 'storage is not encrypted', fix: 'What to do about it.' },
  },
  whenEmpty: 'No resource of this kind exists in the accounts that were read.',
  evaluate: ({ 'aws.rds.instances': instances }, _parameters, say) =>
    instances.map((instance) => say.is(resource('rds-instance', instance), instance.encrypted ? 'encrypted' : 'plaintext')),
});
`;

const test = `import check from '../../../checks/${family}/${id}.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';

const all = { kind: 'rest.encryption', with: { stores: ['rds'], algorithm: 'aes-256', key: 'any' } } as const;

testCheck('${id}', check, [
  { name: 'nothing there', ...all, given: { 'aws.rds.instances': slice() }, expect: 'notApplicable' },
  { name: 'listing denied', ...all, given: { 'aws.rds.instances': failedSlice() }, expect: 'unknown' },
  // One row per reason: the table is not complete without them.
]);
`;

for (const [path, text] of [
  [`checks/${family}/${id}.ts`, check],
  [`test/checks/${family}/${id}.test.ts`, test],
] as const) {
  const full = join(root, path);
  if (existsSync(full)) {
    console.error(`${path} exists already`);
    process.exit(64);
  }
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  console.log(`wrote ${path}`);
}
console.log('now: fill them in, npm run gen, npx vitest run test/checks');
