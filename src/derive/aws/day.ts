import type { Instant } from '../../domain/aws.ts';

/** The UTC day of an instant, `YYYY-MM-DD`. */
export const dayText = (at: Instant): string => new Date(at).toISOString().slice(0, 10);
