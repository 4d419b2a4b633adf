import { z } from 'zod';
import type { RangeFacts } from '../../domain/hosting.ts';
import { type ListServiceFacts, listServiceStates } from '../../domain/list-service.ts';
import type { DnsOutput, ExchangeOutput, PreloadListFacts } from '../../domain/web.ts';

/** Recorded exchanges may have been edited by hand: they are parsed as strictly as an answer from the net. */

const webError = z.object({
  kind: z.enum([
    'refused',
    'filtered',
    'timeout',
    'reset',
    'empty',
    'speaks-tls',
    'tls',
    'malformed',
    'too-large',
    'no-route',
    'blocked',
    'not-recorded',
    'interrupted',
  ]),
  phase: z.enum(['before', 'connect', 'tls', 'response']),
  detail: z.string(),
});

const nullableText = z.string().nullable();

const response = z.object({
  status: z.int().min(100).max(999),
  headers: z.array(z.tuple([z.string(), z.string()])).max(1_000),
  headersCut: z.boolean(),
  body: z.object({ encoding: z.enum(['utf8', 'base64']), text: z.string(), cut: z.boolean() }).nullable(),
  tls: z
    .object({
      protocol: z.string(),
      cipher: z.string(),
      signatures: z.array(z.string()),
      issuer: z.object({ organization: nullableText, commonName: nullableText }),
    })
    .nullable(),
});

const exchange: z.ZodType<ExchangeOutput> = z.union([
  z.object({ ok: z.literal(true), response }),
  z.object({ ok: z.literal(false), error: webError }),
]);

const dns: z.ZodType<DnsOutput> = z.union([
  z.object({ ok: z.literal(true), records: z.array(z.string()) }),
  z.object({
    ok: z.literal(false),
    error: z.object({
      kind: z.enum(['nxdomain', 'nodata', 'servfail', 'refused', 'timeout', 'malformed', 'not-recorded']),
      detail: z.string(),
    }),
  }),
]);

const preload: z.ZodType<PreloadListFacts> = z.object({
  date: nullableText,
  sha256: z.string(),
  source: z.string(),
  entries: z.int(),
  entry: z
    .object({ name: z.string(), forceHttps: z.boolean(), includeSubdomains: z.boolean(), eighteenWeeks: z.boolean() })
    .nullable(),
});

const listService: z.ZodType<ListServiceFacts> = z.object({
  source: z.string(),
  answers: z.array(
    z.object({
      domain: z.string(),
      said: z.union([
        z.object({ ok: z.literal(true), state: z.enum(listServiceStates), by: nullableText }),
        z.object({ ok: z.literal(false), problem: z.string() }),
      ]),
    }),
  ),
});

const ranges: z.ZodType<RangeFacts> = z.object({
  // Older evidence does not say where its list came from.
  source: z.string().default('not recorded'),
  date: nullableText.default(null),
  published: z.string(),
  sha256: z.string(),
  range: z.object({ prefix: z.string(), region: z.string(), services: z.array(z.string()) }).nullable(),
});

const parser =
  <T>(schema: z.ZodType<T>) =>
  (value: unknown): T | null => {
    const parsed = schema.safeParse(value);
    return parsed.success ? parsed.data : null;
  };

/** Each answers null when the recorded value is not of the promised shape. */
export const parseExchangeOutput = parser(exchange);
export const parseDnsOutput = parser(dns);
export const parsePreloadFacts = parser(preload);
export const parseRangeFacts = parser(ranges);
export const parseListService = parser(listService);
