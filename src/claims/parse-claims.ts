import { z } from 'zod';
import type { Binding, Claim, ClaimsFile, FilePosition, JsonValue } from '../domain/claim.ts';
import { type Kind, type KindParameters, kinds } from '../domain/kinds.ts';
import { type Checked, check, type Whereabouts } from './issues.ts';
import { suggestion } from './nearest.ts';
import { parameterSchemas } from './parameters.ts';
import { inOrder, type Problem, quote } from './problem.ts';
import { claimsFileSchema, type WrittenClaim, type WrittenFile } from './schema.ts';
import { type PlacedMessage, readYaml, type YamlFile } from './yaml.ts';

export type ParsedClaims =
  | { readonly ok: true; readonly file: ClaimsFile }
  | { readonly ok: false; readonly problems: readonly Problem[] };

interface Bound<K extends Kind = Kind> {
  readonly binding: Binding<K>;
  readonly shown: Claim['shown'];
}

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isKind = (word: unknown): word is Kind => typeof word === 'string' && Object.hasOwn(kinds, word);

/** A value as JSON would carry it: keys without a value are left out. */
const toJson = (value: unknown): JsonValue => {
  if (Array.isArray(value)) return value.map(toJson);
  if (isMapping(value)) return toJsonMapping(value);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
};

const toJsonMapping = (value: Readonly<Record<string, unknown>>): { readonly [key: string]: JsonValue } =>
  Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .map(([key, part]) => [key, toJson(part)]),
  );

const bindTo = <K extends Kind>(kind: K, written: unknown, index: number, file: YamlFile): Checked<Bound<K>> => {
  const schema: z.ZodType<KindParameters[K]> = parameterSchemas[kind];
  const where: Whereabouts = { file, base: ['claims', index, 'with'], noun: 'parameter', of: kind };
  const parameters = check(schema, written ?? {}, where);
  if (!parameters.ok) return parameters;
  const binding: Binding<K> = { kind, with: parameters.value };
  const shown = z.encode(schema, parameters.value);
  return { ok: true, value: { binding, shown: isMapping(shown) ? toJsonMapping(shown) : {} } };
};

/** Every claim's parameters. A claim without a valid kind has none, which the file's own schema tells. */
const bindAll = (file: YamlFile): readonly (Checked<Bound> | null)[] => {
  const claims = isMapping(file.value) ? file.value.claims : null;
  if (!Array.isArray(claims)) return [];
  return claims.map((claim: unknown, index) => {
    if (!isMapping(claim) || !isKind(claim.kind)) return null;
    // What is no mapping is told by the file's own schema.
    return claim.with === undefined || isMapping(claim.with) ? bindTo(claim.kind, claim.with, index, file) : null;
  });
};

const duplicates = (claims: readonly WrittenClaim[], file: YamlFile): readonly PlacedMessage[] => {
  const first = new Map<string, FilePosition>();
  return claims.flatMap(({ id }, index) => {
    const position = file.at(['claims', index, 'id']);
    const earlier = first.get(id);
    if (earlier !== undefined) {
      return [{ ...position, message: `duplicate id ${quote(id)}; line ${earlier.line} has it already` }];
    }
    first.set(id, position);
    return [];
  });
};

/** Environments that a claim names and the scope does not. */
const unknownEnvironments = (
  written: WrittenFile,
  bound: readonly (Bound | null)[],
  file: YamlFile,
): readonly PlacedMessage[] => {
  const known = Object.keys(written.scope?.environments ?? {});
  return bound.flatMap((claim, index) => {
    if (claim?.binding.kind !== 'network.separate-vpcs') return [];
    return claim.binding.with.environments.flatMap((name, position) =>
      known.includes(name)
        ? []
        : [
            {
              ...file.at(['claims', index, 'with', 'environments', position]),
              message: `unknown environment ${quote(name)}${suggestion(name, known) || '; scope.environments must define it'}`,
            },
          ],
    );
  });
};

const toClaim = (
  written: WrittenClaim,
  { binding, shown }: Bound,
  document: string | null,
  at: FilePosition,
): Claim => ({
  ...binding,
  id: written.id,
  says: written.says,
  gloss: written.gloss ?? null,
  source: { document, line: written.line?.line ?? null, lineEnd: written.line?.lineEnd ?? null },
  severity: written.severity ?? kinds[binding.kind].severity,
  attestation: written.attestation ?? null,
  shown,
  at,
});

const toFile = (written: WrittenFile, bound: readonly (Bound | null)[], file: YamlFile): ClaimsFile => {
  const page = written.page ?? { url: null, document: null, read: null };
  return {
    version: written.version,
    subject: written.subject,
    page,
    scope: written.scope ?? { aws: null, endpoints: [], environments: {} },
    claims: written.claims.flatMap((claim, index) => {
      const parameters = bound[index];
      return parameters ? [toClaim(claim, parameters, page.document, file.at(['claims', index]))] : [];
    }),
  };
};

/**
 * Reads a claims file. Either everything is valid, or every problem is told, in the order of the file and with the nearest valid
 * word. `fileName` is only named. Never throws.
 */
export const parseClaims = (text: string, fileName: string): ParsedClaims => {
  const yaml = readYaml(text);
  const failure = (problems: readonly PlacedMessage[]): ParsedClaims => ({
    ok: false,
    problems: inOrder(problems.map((problem) => ({ file: fileName, ...problem }))),
  });
  if (!yaml.ok) return failure(yaml.problems);
  const written = check(claimsFileSchema, yaml.file.value, { file: yaml.file, base: [], noun: 'key', of: null });
  const bound = bindAll(yaml.file);
  const problems = bound.flatMap((claim) => (claim === null || claim.ok ? [] : claim.problems));
  if (!written.ok) return failure([...written.problems, ...problems]);
  const parameters = bound.map((claim) => (claim?.ok ? claim.value : null));
  const late = [
    ...problems,
    ...duplicates(written.value.claims, yaml.file),
    ...unknownEnvironments(written.value, parameters, yaml.file),
  ];
  return late.length > 0 ? failure(late) : { ok: true, file: toFile(written.value, parameters, yaml.file) };
};
