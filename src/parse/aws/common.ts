import { z } from 'zod';
import type { Instant, Tags } from '../../domain/aws.ts';

/**
 * Optional field of an AWS answer: absent and null both become null (recorded answers may carry either).
 * A field that is present with another type than promised makes the whole answer malformed.
 */
export const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);

/**
 * A field that the API promises. Where an answer lacks it all the same it is null, and whoever needs it says that it could
 * not look; the rest of the item still counts.
 */
export const promised = <T extends z.ZodType>(schema: T) => maybe(schema);

/** A list field: AWS leaves empty lists out. */
export const many = <T extends z.ZodType>(schema: T) =>
  z
    .array(schema)
    .nullish()
    .transform((value) => value ?? []);

export const text = z.string();

/** A date as ISO 8601 (recorded SDK answers) or as the AWS CLI prints it; milliseconds since the epoch. */
export const instant = z.string().transform((value, context): Instant => {
  const time = /^\d{4}-\d{2}-\d{2}T/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) {
    context.addIssue(`"${value.slice(0, 40)}" is no date`);
    return z.NEVER;
  }
  return time;
});

const tag = z.object({ Key: text, Value: maybe(text) });

/** `[{Key, Value}]` as most services write tags. null when the field is not in the answer. */
export const tagList = maybe(z.array(tag)).transform((tags): Tags | null =>
  tags === null ? null : Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value ?? ''])),
);

/** Tags of an EC2 answer, which leaves the field out where a resource has none. */
export const ec2Tags = tagList.transform((tags): Tags => tags ?? {});
