import { parseClaims } from '../../src/claims/parse-claims.ts';
import { formatProblem } from '../../src/claims/problem.ts';
import type { ClaimsFile } from '../../src/domain/claim.ts';

/** The problems of a claims file as they are printed. */
export const problems = (text: string): readonly string[] => {
  const parsed = parseClaims(text, 'claims.yaml');
  return parsed.ok ? [] : parsed.problems.map(formatProblem);
};

/** A claims file that must be valid. */
export const valid = (text: string): ClaimsFile => {
  const parsed = parseClaims(text, 'claims.yaml');
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  return parsed.file;
};

/** A file whose claim ends in `lines`; the first of them is line 6. */
export const withClaim = (...lines: readonly string[]) =>
  [
    'version: 1',
    'subject: Hiver',
    'claims:',
    '  - id: hiver-20',
    '    says: It is so.',
    ...lines.map((line) => `    ${line}`),
  ].join('\n');

/** A file whose scope is `lines`; the first of them is line 4. */
export const withScope = (...lines: readonly string[]) =>
  [
    'version: 1',
    'subject: Hiver',
    'scope:',
    ...lines.map((line) => `  ${line}`),
    'claims: [{ id: a, says: b, kind: retention }]',
  ].join('\n');
