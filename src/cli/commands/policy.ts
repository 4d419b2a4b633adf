import { existsSync } from 'node:fs';
import { checks } from '../../../checks/index.generated.ts';
import type { ExitCode } from '../../domain/result.ts';
import { policyDocument } from '../../plan/policy.ts';
import { rightsFor } from '../actions.ts';
import { planFor } from '../execute.ts';
import { readClaims } from '../inputs.ts';

/** `claimcheck policy [CLAIMS]`: the least-privilege policy for the chosen claims; without a claims file for all checks. */
export const policy = (claimsFile: string | undefined, only: readonly string[]): ExitCode => {
  const path = claimsFile ?? (existsSync('claims.yaml') ? 'claims.yaml' : null);
  const artifacts =
    path === null
      ? [...new Set(checks.flatMap(({ needs }) => needs))]
      : planFor(readClaims(path).claims, only, true).artifacts;
  process.stdout.write(`${JSON.stringify(policyDocument(rightsFor(artifacts)), null, 2)}\n`);
  process.stderr.write(
    path === null ? 'for every check; name a claims file to narrow it\n' : `for the claims in ${path}\n`,
  );
  return 0;
};
