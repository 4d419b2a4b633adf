import { z } from 'zod';

/** What became of a text: a value, or a message that says what to write instead. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

/** A schema that reads a written value with `parse` and writes it back with `print`. */
export const codec = <T, W>(
  written: z.ZodType<W, W>,
  parse: (value: W) => Parsed<T>,
  print: (value: T) => W,
): z.ZodCodec<z.ZodType<W, W>, z.ZodCustom<T, T>> =>
  z.codec(written, z.custom<T>(), {
    decode: (value, context) => {
      const parsed = parse(value);
      if (parsed.ok) return parsed.value;
      context.issues.push({ code: 'custom', message: parsed.message, input: value });
      return z.NEVER;
    },
    encode: print,
  });

/** A key that may be left out; checks see `null` for "not said". */
export const orNull = <T>(schema: z.ZodType<T>): z.ZodType<T | null> =>
  z.codec(schema.optional(), z.custom<T | null>(), {
    decode: (value) => value ?? null,
    encode: (value) => value ?? undefined,
  });
