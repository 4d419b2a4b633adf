/** A JSON value: what an SDK answer becomes before anybody looks at it, so that live and recorded answers are one. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** Keys whose values are secrets wherever AWS puts them; such a value is never kept. */
const secretKeys = new Set([
  'UserData',
  'MasterUserPassword',
  'Password',
  'AuthToken',
  'SecretAccessKey',
  'SessionToken',
  'SecretString',
  'SecretBinary',
  'Environment',
  'EnvironmentVariables',
  'Base32StringSeed',
  'QRCodePNG',
  'PrivateKey',
  'KeyMaterial',
]);

const depthLimit = 40;

/**
 * Turns an SDK output into plain JSON: dates as ISO 8601 strings, bytes as base64, `$metadata` and `undefined` dropped,
 * secrets replaced. Functions, streams and anything nested deeper than 40 levels become null.
 */
export const toJson = (value: unknown, depth = 0): Json => {
  if (value === null || value === undefined || depth > depthLimit) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map((item) => toJson(item, depth + 1));
  if (typeof value === 'object') return objectToJson(value, depth);
  return null;
};

const objectToJson = (value: object, depth: number): JsonObject =>
  Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => key !== '$metadata' && item !== undefined && typeof item !== 'function')
      .map(([key, item]) => [key, secretKeys.has(key) && item !== null ? '(not kept)' : toJson(item, depth + 1)]),
  );

/** JSON text with sorted keys: equal values give equal text. */
export const canonicalJson = (value: Json): string => {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
};
