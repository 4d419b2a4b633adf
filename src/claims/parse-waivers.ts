import { z } from 'zod';
import type { FilePosition, Waiver, WaiverTarget } from '../domain/claim.ts';
import { check } from './issues.ts';
import { inOrder, type Problem, quote } from './problem.ts';
import { endpoint, id } from './schema.ts';
import { accountId, day, words } from './values.ts';
import { type PlacedMessage, readYaml, type YamlFile } from './yaml.ts';

export type ParsedWaivers =
  | { readonly ok: true; readonly waivers: readonly Waiver[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const LONGEST_DAYS = 366;
const DAY_MILLISECONDS = 86_400_000;

/** Not a number when either is no day, which has been told then. */
const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MILLISECONDS;

const CHECK_HELP = 'not a check; write the id of one check, such as "s3-default-encryption"';

const match = z
  .strictObject({
    claim: id.optional(),
    check: z.string({ error: CHECK_HELP }).regex(/^[a-z0-9][a-z0-9-]{0,99}$/, { error: CHECK_HELP }),
    account: accountId.optional(),
    resource: words(2_048)
      .refine((text) => !/^[*?]+$/.test(text), { error: 'a waiver names one resource; "*" would waive everything' })
      .optional(),
    endpoint: endpoint.optional(),
  })
  .transform((written, context): { claim: string | null; check: string; target: WaiverTarget } => {
    const { account, resource, endpoint: address } = written;
    const base = { claim: written.claim ?? null, check: written.check };
    if (account === undefined && resource === undefined && address !== undefined) {
      return { ...base, target: { type: 'endpoint', endpoint: address } };
    }
    if (account !== undefined && resource !== undefined && address === undefined) {
      return { ...base, target: { type: 'resource', account, resource } };
    }
    context.issues.push({ code: 'custom', message: 'name an account and a resource, or an endpoint', input: written });
    return z.NEVER;
  });

/** The waivers file: a list, at its top; a file of comments alone is an empty one. */
export const waiversSchema = z.array(
  z
    .strictObject({
      id,
      match,
      expect: z.enum(['fail', 'unknown']).optional(),
      reason: words(1_000),
      owner: words(200),
      approvedBy: words(200).optional(),
      ticket: words(200).optional(),
      created: day,
      expires: day,
    })
    .refine(({ created, expires }) => !(days(created, expires) < 0), {
      path: ['expires'],
      error: 'expires before it was created',
    })
    .refine(({ created, expires }) => !(days(created, expires) > LONGEST_DAYS), {
      path: ['expires'],
      error: `expires more than ${LONGEST_DAYS} days after it was created`,
    }),
);

type Written = z.output<typeof waiversSchema>;

const toWaiver = (written: Written[number], at: FilePosition): Waiver => ({
  id: written.id,
  ...written.match,
  expect: written.expect ?? 'fail',
  reason: written.reason,
  owner: written.owner,
  approvedBy: written.approvedBy ?? null,
  ticket: written.ticket ?? null,
  created: written.created,
  expires: written.expires,
  at,
});

const duplicates = (waivers: Written, file: YamlFile): readonly PlacedMessage[] => {
  const seen = new Set<string>();
  return waivers.flatMap(({ id: name }, index) => {
    if (seen.has(name)) return [{ ...file.at([index, 'id']), message: `duplicate id ${quote(name)}` }];
    seen.add(name);
    return [];
  });
};

/**
 * Reads a waivers file. Every way to get it wrong is a problem, never a waiver that matches more than meant. Whether a waiver has
 * expired is for the run to say. `fileName` is only named. Never throws.
 */
export const parseWaivers = (text: string, fileName: string): ParsedWaivers => {
  const failure = (problems: readonly PlacedMessage[]): ParsedWaivers => ({
    ok: false,
    problems: inOrder(problems.map((problem) => ({ file: fileName, ...problem }))),
  });
  const yaml = readYaml(text);
  if (!yaml.ok) return failure(yaml.problems);
  const written = check(waiversSchema, yaml.file.value ?? [], { file: yaml.file, base: [], noun: 'key', of: null });
  if (!written.ok) return failure(written.problems);
  const twice = duplicates(written.value, yaml.file);
  if (twice.length > 0) return failure(twice);
  return { ok: true, waivers: written.value.map((waiver, index) => toWaiver(waiver, yaml.file.at([index]))) };
};
