import type { Finding } from '../src/domain/finding.ts';
import { stableJson } from '../src/domain/json.ts';
import type { ClaimResult, ReportFormat, RunResult } from '../src/domain/result.ts';
import { visible } from '../src/domain/text.ts';
import { findingsByClaim } from './parts/outline.ts';

interface Row {
  readonly claim: ClaimResult;
  /** null for a claim that no check spoke about. */
  readonly finding: Finding | null;
}

const columns: Readonly<Record<string, (row: Row) => string | null>> = {
  claim: ({ claim }) => claim.id,
  says: ({ claim }) => claim.says,
  kind: ({ claim }) => claim.kind,
  severity: ({ claim }) => claim.severity,
  claim_status: ({ claim }) => claim.status,
  because: ({ claim }) => claim.because,
  check: ({ finding }) => finding?.check ?? null,
  status: ({ finding }) => finding?.status ?? null,
  waiver: ({ finding }) => finding?.waiver ?? null,
  subject_type: ({ finding }) => finding?.subject.type ?? null,
  subject: ({ finding }) => finding?.subject.id ?? null,
  part: ({ finding }) => finding?.subject.part ?? null,
  account: ({ finding }) => finding?.subject.account ?? null,
  region: ({ finding }) => finding?.subject.region ?? null,
  reason: ({ finding }) => finding?.reason ?? null,
  message: ({ finding }) => finding?.message ?? null,
  measured: ({ finding }) => (finding?.measured ? stableJson(finding.measured) : null),
  fix: ({ finding }) => finding?.fix ?? null,
  evidence: ({ finding }) => finding?.evidence.join(' ') ?? null,
  fingerprint: ({ finding }) => finding?.fingerprint ?? null,
};

/** One row per finding, and one per claim without any: RFC 4180, UTF-8, with a header line. */
const render = (result: RunResult): string => {
  const findingsOf = findingsByClaim(result);
  const rows = result.claims.flatMap((claim): readonly Row[] => {
    const findings = findingsOf(claim);
    return findings.length === 0 ? [{ claim, finding: null }] : findings.map((finding) => ({ claim, finding }));
  });
  const lines = rows.map((row) => Object.values(columns).map((value) => cell(value(row) ?? '')));
  return [Object.keys(columns), ...lines].map((line) => `${line.join(',')}\r\n`).join('');
};

/** What a spreadsheet takes for a formula, also after blanks that it skips and in full-width forms. */
const formula = /^\s*[=+\-@＝＋－＠]/;

/** Shows what could act, puts a quote before what a spreadsheet would run (OWASP, CSV injection), quotes where RFC 4180 asks. */
const cell = (text: string): string => {
  const shown = visible(text);
  const inert = formula.test(shown) || formula.test(text) ? `'${shown}` : shown;
  return /[",]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
};

export default { id: 'csv', title: 'CSV, a row per finding', extension: 'csv', render } satisfies ReportFormat;
