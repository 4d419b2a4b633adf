import { z } from 'zod';
import { kinds } from '../domain/kinds.ts';
import { parameterSchemas } from './parameters.ts';
import { waiversSchema } from './parse-waivers.ts';
import { claimSchema, claimsFileSchema, kindNames } from './schema.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

const DRAFT = 'https://json-schema.org/draft/2020-12/schema';

/** What people write (not what checks get), without the words that only the root of a schema carries. */
const written = (schema: z.ZodType): JsonSchema => {
  const { $schema: _draft, '~standard': _standard, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest;
};

/** Ties `with` to `kind`. Written as conditions: an editor then offers the parameters of the kind at hand and no others. */
const parametersByKind = (): JsonSchema[] =>
  kindNames.map((kind) => {
    const parameters = written(parameterSchemas[kind]);
    const needed = parameters.required !== undefined && parameters.required.length > 0;
    return {
      if: { properties: { kind: { const: kind } }, required: ['kind'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { properties: { with: parameters }, ...(needed ? { required: ['with'] } : {}) },
    };
  });

/** The vocabulary as a choice in which every word explains itself. */
const kindChoice = (): JsonSchema => ({
  oneOf: kindNames.map((kind) => ({ const: kind, title: kinds[kind].title, description: kinds[kind].means })),
});

/** The JSON Schema (draft 2020-12) of claims files, by which editors complete and check them. */
export const claimsJsonSchema = (): JsonSchema => {
  const file = written(claimsFileSchema);
  const claim = written(claimSchema);
  return {
    $schema: DRAFT,
    title: 'Security claims of a public page',
    ...file,
    properties: {
      ...file.properties,
      claims: {
        type: 'array',
        minItems: 1,
        items: { ...claim, properties: { ...claim.properties, kind: kindChoice() }, allOf: parametersByKind() },
      },
    },
  };
};

/** The JSON Schema (draft 2020-12) of waivers files. */
export const waiversJsonSchema = (): JsonSchema => ({ $schema: DRAFT, title: 'Waivers', ...written(waiversSchema) });
