import { z } from 'zod';
import type { ScopeReport } from '../../domain/result.ts';

const scope = z.object({
  accounts: z.array(z.string()).default([]),
  regions: z.array(z.string()).default([]),
  endpoints: z.array(z.string()).default([]),
});

const manifest = z.object({
  schema: z.literal(1),
  tool: z.string().default('claimcheck'),
  version: z.string().default(''),
  startedAt: z.iso.datetime({ offset: true }),
  finishedAt: z.iso.datetime({ offset: true }),
  scope: z.object({ asked: scope, reached: scope }),
  awsInScope: z.boolean().optional(),
  discover: z.boolean().optional(),
  files: z.record(z.string(), z.string()),
});

/** What an evidence directory says of itself: when it was made, of what, and the SHA-256 of every file. */
export type Manifest = Omit<z.output<typeof manifest>, 'scope'> & {
  readonly scope: { readonly asked: ScopeReport; readonly reached: ScopeReport };
};

/** null when the text is no manifest of this schema. */
export const parseManifest = (text: string): Manifest | null => {
  try {
    const parsed = manifest.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
};
