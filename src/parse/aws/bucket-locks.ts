import { z } from 'zod';
import { maybe, text } from './common.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html: empty where it was never switched on. */
export const versioning = z.object({ Status: maybe(text), MFADelete: maybe(text) });

const retention = z.object({ Mode: maybe(text), Days: maybe(z.number()), Years: maybe(z.number()) });

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLockConfiguration.html */
export const objectLock = z.object({
  ObjectLockConfiguration: z.object({
    ObjectLockEnabled: maybe(text),
    Rule: maybe(z.object({ DefaultRetention: maybe(retention) })),
  }),
});
