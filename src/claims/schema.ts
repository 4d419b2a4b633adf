import { z } from 'zod';
import type { AccountAccess, AwsScope, ClaimsPage, ClaimsScope, Environment, TagFilter } from '../domain/claim.ts';
import { kinds } from '../domain/kinds.ts';
import { parseEndpoint } from './endpoint.ts';
import type { Parsed } from './parsed.ts';
import { accountId, day, httpsUrl, listOf, words } from './values.ts';

/** A value that `parse` reads and nobody writes back. */
const reading = <T, W>(written: z.ZodType<W, W>, parse: (value: W) => Parsed<T>) =>
  written.transform((value, context): T => {
    const parsed = parse(value);
    if (parsed.ok) return parsed.value;
    context.issues.push({ code: 'custom', message: parsed.message, input: value });
    return z.NEVER;
  });

const ID_HELP = 'not an id; write letters, digits, ".", "-" and "_", at most 64, a letter or digit first';

/** Names that people give to claims and waivers, and use on the command line and in other files. */
export const id = z.string({ error: ID_HELP }).regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, { error: ID_HELP });

/** `HOST[:PORT]`. */
export const endpoint = reading(z.string(), parseEndpoint);

/** All kinds' names, in the order of the vocabulary. */
export const kindNames = Object.keys(kinds).filter((name): name is keyof typeof kinds => name in kinds);

const LINE_HELP = 'not a line; write its number, or a range such as "71-75"';

const parseLines = (written: string | number): Parsed<{ readonly line: number; readonly lineEnd: number | null }> => {
  if (typeof written === 'number') return { ok: true, value: { line: written, lineEnd: null } };
  const match = /^([1-9]\d{0,5})-([1-9]\d{0,5})$/.exec(written);
  const [line, lineEnd] = [Number(match?.[1]), Number(match?.[2])];
  return line < lineEnd ? { ok: true, value: { line, lineEnd } } : { ok: false, message: LINE_HELP };
};

const HASH_HELP = 'not a SHA-256 hash; write 64 hex digits';

const attestation = z
  .strictObject({
    document: words(500),
    sha256: z
      .string({ error: HASH_HELP })
      .regex(/^[0-9a-fA-F]{64}$/, { error: HASH_HELP })
      .transform((digits) => digits.toLowerCase()),
    owner: words(200),
    issued: day,
    validUntil: day,
  })
  .refine(({ issued, validUntil }) => !(Date.parse(validUntil) < Date.parse(issued)), {
    path: ['validUntil'],
    error: 'ends before it was issued',
  });

/** A claim but for its parameters. */
export const claimSchema = z.strictObject({
  id,
  says: words(4_000),
  gloss: words(4_000).optional(),
  line: reading(z.union([z.int().min(1), z.string()], { error: LINE_HELP }), parseLines).optional(),
  kind: z.enum(kindNames),
  with: z.record(z.string(), z.unknown()).optional(),
  severity: z.enum(['critical', 'high', 'medium', 'low']).optional(),
  attestation: attestation.optional(),
});

const TAG_HELP = 'not a tag value; write text (numbers and "true" in quotes), or a list of texts';
const tagValue = z.string({ error: TAG_HELP }).max(256);

const tags = z
  .record(z.string().min(1).max(128), z.union([tagValue, listOf(tagValue)], { error: TAG_HELP }))
  .transform((record): readonly TagFilter[] =>
    Object.entries(record).map(([key, value]) => ({ key, values: typeof value === 'string' ? [value] : value })),
  );

const ROLE_HELP = 'not a role; write its ARN, such as "arn:aws:iam::111122223333:role/audit"';

const accountAccess = z
  .strictObject({
    profile: words(200).optional(),
    role: z
      .string({ error: ROLE_HELP })
      .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, { error: ROLE_HELP })
      .optional(),
    externalId: words(1_224).optional(),
  })
  .refine(({ profile, role }) => profile !== undefined || role !== undefined, { error: 'name a profile or a role' })
  .refine(({ role, externalId }) => role !== undefined || externalId === undefined, {
    path: ['externalId'],
    error: 'an external id needs a role',
  })
  .transform(
    ({ profile, role, externalId }): AccountAccess => ({
      profile: profile ?? null,
      role: role ?? null,
      externalId: externalId ?? null,
    }),
  );

const REGION_HELP = 'not a region; write its code, such as "us-east-1"';
const REGIONS_HELP = 'not a choice of regions; write "all", or a list such as [us-east-1, eu-west-1]';
const region = z.string({ error: REGION_HELP }).regex(/^[a-z]{2,}(?:-[a-z]+)+-\d{1,2}$/, { error: REGION_HELP });

const aws = z
  .strictObject({
    accounts: z.array(accountAccess).optional(),
    regions: z.union([z.literal('all'), listOf(region)], { error: REGIONS_HELP }).optional(),
    resources: z.strictObject({ tag: tags }).optional(),
  })
  .transform(
    (written): AwsScope => ({
      accounts: written.accounts ?? [],
      regions: written.regions ?? 'all',
      tags: written.resources?.tag ?? [],
    }),
  );

const VPC_HELP = 'not a VPC; write its id, such as "vpc-0abc"';

const environment = z
  .strictObject({
    tag: tags.optional(),
    vpc: listOf(z.string({ error: VPC_HELP }).regex(/^vpc-[0-9A-Za-z-]+$/, { error: VPC_HELP })).optional(),
    account: listOf(accountId).optional(),
  })
  .refine((written) => Object.values(written).some((criterion) => criterion !== undefined), {
    error: 'say what belongs to the environment: a tag, a vpc or an account',
  })
  .transform(
    (written): Environment => ({
      tags: written.tag ?? [],
      vpcs: written.vpc ?? [],
      accounts: written.account ?? [],
    }),
  );

const NAME_HELP = 'not a name for an environment; write letters, digits, "-" and "_", a letter first';

const scope = z
  .strictObject({
    aws: aws.optional(),
    endpoints: z.array(endpoint).optional(),
    environments: z
      .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, { error: NAME_HELP }), environment)
      .optional(),
  })
  .transform(
    (written): ClaimsScope => ({
      aws: written.aws ?? null,
      endpoints: written.endpoints ?? [],
      environments: written.environments ?? {},
    }),
  );

const page = z
  .strictObject({ url: httpsUrl.optional(), document: words(500).optional(), read: day.optional() })
  .transform(
    (written): ClaimsPage => ({
      url: written.url ?? null,
      document: written.document ?? null,
      read: written.read ?? null,
    }),
  );

/** The claims file but for its claims' parameters, which depend on their kinds. */
export const claimsFileSchema = z.strictObject({
  version: z.literal(1),
  subject: words(200),
  page: page.optional(),
  scope: scope.optional(),
  claims: listOf(claimSchema),
});

export type WrittenClaim = z.output<typeof claimSchema>;
export type WrittenFile = z.output<typeof claimsFileSchema>;
