import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseClaims } from '../../src/claims/parse-claims.ts';
import { hashAttested } from '../../src/cli/attested.ts';
import { folderWith } from './program.ts';

const claimsOn = (...documents: readonly string[]) => {
  const claims = documents.map((document, index) => ({
    id: `c${index}`,
    says: 'Certified.',
    kind: 'certification',
    attestation: {
      document,
      sha256: '0'.repeat(64),
      owner: 'a@acme.example',
      issued: '2026-01-01',
      validUntil: '2027-01-01',
    },
  }));
  const parsed = parseClaims(JSON.stringify({ version: 1, subject: 'Acme', claims }), 'claims.yaml');
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  return parsed.file.claims;
};

test('the documents beside a claims file are hashed, and nothing else', () => {
  const outside = folderWith({ 'secret.txt': 'secret' });
  const folder = folderWith({ 'claims.yaml': '', 'iso.pdf': 'a certificate' });
  mkdirSync(join(folder, 'papers'));
  writeFileSync(join(folder, 'papers', 'drill.pdf'), 'a drill');
  symlinkSync(join(outside, 'secret.txt'), join(folder, 'link.pdf'));
  const claims = claimsOn(
    'iso.pdf',
    'iso.pdf',
    'papers/drill.pdf',
    'papers',
    'link.pdf',
    join(outside, 'secret.txt'),
    '../secret.txt',
    'https://acme.example/iso.pdf',
    'missing.pdf',
  );
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  expect([...hashAttested(join(folder, 'claims.yaml'), claims)]).toEqual([
    ['iso.pdf', sha256('a certificate')],
    ['papers/drill.pdf', sha256('a drill')],
  ]);
  expect(hashAttested(join(folder, 'claims.yaml'), []).size).toBe(0);
});
