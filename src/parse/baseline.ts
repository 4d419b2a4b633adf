import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Baseline, PinnedFinding, Snapshot } from '../domain/baseline.ts';
import { baselineSchemaId } from '../domain/baseline.ts';
import type { Finding } from '../domain/finding.ts';
import { stableJson } from '../domain/json.ts';
import type { RunResult } from '../domain/result.ts';
import { scopeKey } from '../domain/slice.ts';
import { counted } from '../domain/text.ts';
import type { Checked } from './bounded-json.ts';
import { parseJson } from './bounded-json.ts';
import type { SameShape } from './plain.ts';
import { findingStatus, gapEntry, ratio, scopeReport, subject, text, texts, tool } from './result-parts.ts';

const sha256 = (sentence: string): string => createHash('sha256').update(sentence).digest('hex');

/** What later results are compared with. `checks`: ids of all checks that exist; those that ran when not given. */
export const snapshot = (result: RunResult, checks: readonly string[] = []): Snapshot => {
  const expired = new Set(
    result.waivers.filter(({ state }) => state === 'expired').flatMap(({ findings }) => findings),
  );
  const ran = result.claims.flatMap((claim) => claim.checks.map(({ id }) => id));
  return {
    scope: result.scope,
    coverage: result.summary.coverage,
    checks: [...new Set([...checks, ...ran])].sort(),
    claims: result.claims.map((claim) => ({
      id: claim.id,
      sha256: sha256(claim.says),
      checks: claim.checks.map(({ id }) => id).sort(),
    })),
    gaps: result.gaps.filter(({ subject }) => subject === null),
    findings: worstOfEach(result.findings.map((finding) => pin(finding, expired))),
  };
};

const pin = (finding: Finding, expired: ReadonlySet<string>): PinnedFinding => ({
  fingerprint: finding.fingerprint,
  claim: finding.claim,
  check: finding.check,
  subject: finding.subject,
  status: finding.status,
  badness: finding.badness,
  waiver: finding.waiver !== null ? 'applied' : expired.has(finding.fingerprint) ? 'expired' : null,
  ...(typeof finding.measured?.['sha256'] === 'string' ? { content: finding.measured['sha256'] } : {}),
});

const badFirst: readonly PinnedFinding['status'][] = ['fail', 'unknown', 'pass', 'notApplicable'];

/** Should a check speak twice of one subject, the worse word stands, in whatever order they came. */
const worstOfEach = (findings: readonly PinnedFinding[]): readonly PinnedFinding[] => {
  const worst = new Map<string, PinnedFinding>();
  for (const finding of findings) {
    const other = worst.get(finding.fingerprint);
    if (other === undefined || isWorse(finding, other)) worst.set(finding.fingerprint, finding);
  }
  return [...worst.values()];
};

const isWorse = (a: PinnedFinding, b: PinnedFinding): boolean => {
  const difference = badFirst.indexOf(a.status) - badFirst.indexOf(b.status);
  return difference < 0 || (difference === 0 && (a.badness ?? 0) > (b.badness ?? 0));
};

export interface BaselineOptions {
  /** Who pins it. */
  readonly by: string;
  /** Pins although something could not be read; the gaps are stored as gaps, never as passes. */
  readonly acceptGaps: boolean;
  /** Ids of all checks that exist, so that a check that ran for no claim is not taken for a new one later. */
  readonly checks?: readonly string[];
}

export type BaselineText = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string };

/**
 * The text of the baseline file: sorted, one finding per line, so that a change of one finding is a change of one line.
 * Refuses a partial result, and one with gaps or unknown findings unless they are accepted.
 */
export const writeBaseline = (result: RunResult, { by, acceptGaps, checks = [] }: BaselineOptions): BaselineText => {
  if (result.run.partial) return { ok: false, why: 'the run was interrupted; pin a complete result' };
  const unknown = result.findings.filter(({ status, waiver }) => status === 'unknown' && waiver === null).length;
  const missing = [
    ...(result.gaps.length > 0 ? [counted(result.gaps.length, 'gap')] : []),
    ...(unknown > 0 ? [counted(unknown, 'unknown finding')] : []),
  ];
  if (missing.length > 0 && !acceptGaps) {
    return { ok: false, why: `the result has ${missing.join(' and ')}; close them or pass --accept-gaps` };
  }
  return {
    ok: true,
    text: layOut({
      schema: baselineSchemaId,
      version: 1,
      tool: result.tool,
      date: result.run.finishedAt.slice(0, 10),
      by,
      ...snapshot(result, checks),
    }),
  };
};

const layOut = ({ checks, claims, gaps, findings, ...header }: Baseline): string => {
  const lines = Object.entries(header).map(([key, value]) => `  ${stableJson(key)}: ${stableJson(value)}`);
  const lists = [
    `  "checks": ${onePerLine(checks, (id) => id)}`,
    `  "claims": ${onePerLine(claims, ({ id }) => id)}`,
    `  "gaps": ${onePerLine(gaps, ({ scope, what, checks: without }) => `${scopeKey(scope)} ${what} ${without.join()}`)}`,
    `  "findings": ${onePerLine(findings, ({ claim, check, fingerprint }) => `${claim} ${check} ${fingerprint}`)}`,
  ];
  return `{\n${[...lines, ...lists].join(',\n')}\n}\n`;
};

/** Sorted by what names an item, so that a change of its value moves no line. */
const onePerLine = <T>(items: readonly T[], name: (item: T) => string): string => {
  const sorted = items.map((item) => ({ item, name: name(item) })).sort((a, b) => (a.name < b.name ? -1 : 1));
  return items.length === 0 ? '[]' : `[\n${sorted.map(({ item }) => `    ${stableJson(item)}`).join(',\n')}\n  ]`;
};

const pinnedFinding = z.strictObject({
  fingerprint: text.min(1).max(200),
  claim: text,
  check: text,
  subject,
  status: findingStatus,
  badness: z.number().nullable(),
  waiver: z.enum(['applied', 'expired']).nullable(),
  content: text.exactOptional(),
});

const pinnedClaim = z.strictObject({
  id: text,
  sha256: text.regex(/^[0-9a-f]{64}$/, 'not a SHA-256 in lower-case hex'),
  checks: texts,
});

/** Two entries of one name would let the better one win, as a careless merge does. */
const distinct =
  <T>(name: (item: T) => string) =>
  (items: readonly T[], context: z.core.$RefinementCtx<readonly T[]>): void => {
    const seen = new Set<string>();
    for (const [index, item] of items.entries()) {
      if (seen.has(name(item))) {
        context.issues.push({ code: 'custom', input: items, path: [index], message: `${name(item)} is listed twice` });
      }
      seen.add(name(item));
    }
  };

const baseline = z.strictObject({
  schema: z.literal(baselineSchemaId),
  version: z.literal(1),
  tool,
  date: z.iso.date(),
  by: text,
  scope: z.strictObject({ asked: scopeReport, reached: scopeReport }),
  coverage: ratio,
  checks: texts,
  claims: z.array(pinnedClaim).superRefine(distinct(({ id }) => id)),
  gaps: z.array(gapEntry),
  findings: z.array(pinnedFinding).superRefine(distinct(({ fingerprint }) => fingerprint)),
}) satisfies z.ZodType<Baseline>;

/** Fails to compile when the schema and the type that the program uses drift apart. */
true satisfies SameShape<z.infer<typeof baseline>, Baseline>;

/** Reads a baseline file. Unknown keys and entries listed twice are problems: the file is committed and merged by hand. */
export const parseBaseline = (json: string): Checked<Baseline> => parseJson(json, baseline);
