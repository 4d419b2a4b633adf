import { z } from 'zod';
import type { JsonValue } from '../domain/claim.ts';
import type { RunResult } from '../domain/result.ts';
import { resultSchemaId } from '../domain/result.ts';
import type { Checked } from './bounded-json.ts';
import { parseJson } from './bounded-json.ts';
import type { SameShape } from './plain.ts';
import {
  claimStatus,
  facts,
  findingStatus,
  gapEntry,
  kind,
  orNull,
  ratio,
  scopeReport,
  severity,
  subject,
  text,
  texts,
  tool,
} from './result-parts.ts';

const jsonValue: z.ZodType<JsonValue> = z
  .lazy(() => z.union([text, z.number(), z.boolean(), z.null(), z.array(jsonValue), z.record(z.string(), jsonValue)]))
  .meta({ id: 'json' });

const proof = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('path'),
    text,
    hops: z.array(z.object({ component: text, id: text, rule: orNull, code: orNull })),
  }),
  z.object({
    type: z.literal('timeline'),
    text,
    points: texts,
    longestGap: z.object({ from: text, to: text, seconds: z.number() }).nullable(),
  }),
  z.object({ type: z.literal('facts'), text, facts }),
]);

const finding = z.object({
  fingerprint: text,
  claim: text,
  check: text,
  status: findingStatus,
  reason: text,
  message: text,
  subject,
  fix: orNull,
  proof: proof.nullable(),
  measured: facts.nullable(),
  badness: z.number().nullable(),
  evidence: texts,
  waiver: orNull,
});

const attestation = z.object({
  document: text,
  owner: text,
  sha256: text,
  validUntil: text,
  state: z.enum(['valid', 'expired', 'not-yet-valid', 'changed']),
  found: text.exactOptional(),
});

const checkSummary = z.object({ id: text, status: findingStatus, score: ratio, coverage: ratio });

const claim = z.object({
  id: text,
  says: text,
  gloss: orNull,
  source: z.object({ document: orNull, line: z.number().nullable() }),
  claimsFile: z.object({ file: text, line: z.number() }),
  kind,
  with: z.record(z.string(), jsonValue),
  severity,
  status: claimStatus,
  score: ratio,
  coverage: ratio,
  because: text,
  measured: facts.nullable(),
  notShown: texts,
  checks: z.array(checkSummary),
  findings: texts,
  attestation: attestation.nullable(),
});

const waiver = z.object({
  id: text,
  owner: text,
  reason: text,
  expires: text,
  state: z.enum(['applied', 'expired', 'unused']),
  daysLeft: z.number(),
  findings: texts,
});

const deltaState = z.enum(['pass', 'fail', 'unknown', 'absent', 'waived', 'expired']);
const deltaEntries = z.array(
  z.object({ fingerprint: text, claim: text, check: text, subject: text, was: deltaState, now: deltaState }),
);

const delta = z.object({
  regressions: deltaEntries,
  revealed: deltaEntries,
  worsened: deltaEntries,
  fixed: deltaEntries,
  known: deltaEntries,
  gone: deltaEntries,
  lostSight: deltaEntries,
  unverified: deltaEntries,
  waived: deltaEntries,
  newChecks: deltaEntries,
  changed: deltaEntries.exactOptional(),
  drifted: texts,
  coverage: z.object({ was: ratio, now: ratio }),
  unreached: texts,
});

const count = z.int().min(0);

const runResult = z.object({
  schema: text,
  version: z.literal(1),
  tool,
  run: z.object({ id: text, startedAt: text, finishedAt: text, partial: z.boolean(), caller: texts }),
  subject: text,
  page: z.object({ url: orNull, document: orNull, read: orNull }),
  scope: z.object({ asked: scopeReport, reached: scopeReport }),
  evidence: z.object({ integrity: z.enum(['attested', 'not attested', 'modified', 'not kept']), problems: texts }),
  summary: z.object({
    verdict: claimStatus,
    exitCode: z.literal([0, 1, 2, 64, 70, 130]),
    score: ratio,
    coverage: ratio,
    claims: z.record(claimStatus, count),
    findings: z.record(z.enum([...findingStatus.options, 'waived']), count),
  }),
  claims: z.array(claim),
  findings: z.array(finding),
  gaps: z.array(gapEntry),
  waivers: z.array(waiver),
  delta: delta.nullable(),
}) satisfies z.ZodType<RunResult>;

/** Fails to compile when the schema and the type that the program uses drift apart. */
true satisfies SameShape<z.infer<typeof runResult>, RunResult>;

/** Reads a result that was written as JSON. Keys it does not know are dropped: a later version may write more. */
export const parseResult = (json: string): Checked<RunResult> => parseJson(json, runResult);

/** The published JSON Schema of a result, draft 2020-12. */
export const resultJsonSchema = (): Readonly<Record<string, unknown>> => ({
  $id: resultSchemaId,
  title: 'claimcheck result',
  ...z.toJSONSchema(runResult, { target: 'draft-2020-12', io: 'input' }),
});
