import { z } from 'zod';
import type { Kind } from '../domain/kinds.ts';
import { kinds } from '../domain/kinds.ts';

/** Schemas of the parts that results and baselines share. */

const isKind = (name: string): name is Kind => Object.hasOwn(kinds, name);

export const kind = z.enum(Object.keys(kinds).filter(isKind));
export const severity = z.enum(['critical', 'high', 'medium', 'low']);
export const findingStatus = z.enum(['pass', 'fail', 'unknown', 'notApplicable']);
export const claimStatus = z.enum(['supported', 'contradicted', 'unverified', 'attested', 'notApplicable']);
export const ratio = z.number().min(0).max(1).nullable();
export const text = z.string();
export const texts = z.array(z.string());
export const orNull = text.nullable();
export const facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

export const tool = z.object({ name: z.literal('claimcheck'), version: text });

export const scopeReport = z.object({ accounts: texts, regions: texts, endpoints: texts });

export const subject = z.object({
  type: text,
  id: text,
  account: orNull,
  region: orNull,
  part: text.exactOptional(),
});

const scope = z.discriminatedUnion('type', [
  z.object({ type: z.literal('aws'), account: text, region: text }),
  z.object({ type: z.literal('endpoint'), endpoint: text, found: z.literal(true).exactOptional() }),
]);

const gap = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('denied'), action: text, detail: text }),
  z.object({ kind: z.literal('credentials'), detail: text }),
  z.object({
    kind: z.enum([
      'throttled',
      'timeout',
      'unreachable',
      'malformed',
      'notRecorded',
      'unsupported',
      'inconclusive',
      'interrupted',
      'bug',
    ]),
    detail: text,
  }),
]);

/** Results of before single resources were listed name listings alone. */
export const gapEntry = z.object({ scope, what: text, subject: orNull.default(null), gap, checks: texts });
