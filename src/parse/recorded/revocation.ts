import { z } from 'zod';

const output = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    crl: z.object({
      sha256: z.string(),
      bytes: z.int(),
      entries: z.int(),
      thisUpdate: z.string(),
      nextUpdate: z.string().nullable(),
      problem: z.string().nullable(),
      entry: z.object({ since: z.string(), reason: z.string().nullable() }).nullable(),
    }),
  }),
  z.object({ ok: z.literal(false), why: z.string() }),
]);

/** What a recorded revocation list said; null when it is not of the promised shape. */
export const parseCrlOutput = (value: unknown): z.output<typeof output> | null => {
  const parsed = output.safeParse(value);
  return parsed.success ? parsed.data : null;
};
