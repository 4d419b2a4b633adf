import { z } from 'zod';

const outcome = z.object({
  end: z.enum(['answered', 'alert', 'closed', 'reset', 'timeout', 'unreachable', 'not-tls', 'skipped']),
  why: z.string().nullable(),
  alert: z.object({ level: z.int(), description: z.int() }).nullable(),
  messages: z.array(z.object({ type: z.int(), body: z.base64() })),
  reaction: z.string().nullable(),
  tries: z.int().positive().optional(),
});

/** The recorded outcome of a TLS probe; null when it is not of the promised shape. */
export const parseTlsOutcome = (value: unknown): z.output<typeof outcome> | null => {
  const parsed = outcome.safeParse(value);
  return parsed.success ? parsed.data : null;
};

const roots = z.object({ store: z.string(), certificates: z.array(z.string()) });

/** Recorded trusted roots; null when they are not of the promised shape. */
export const parseRoots = (value: unknown): z.output<typeof roots> | null => {
  const parsed = roots.safeParse(value);
  return parsed.success ? parsed.data : null;
};

const handshakes = z.object({ active: z.boolean() });

/** Recorded word on how handshakes were asked for; null when it is not of the promised shape. */
export const parseHandshakes = (value: unknown): z.output<typeof handshakes> | null => {
  const parsed = handshakes.safeParse(value);
  return parsed.success ? parsed.data : null;
};
