import { z } from 'zod';

/** Who a statement is about. `anyone` is `*`, or `{"AWS": "*"}`, which is the same in a resource's policy. */
export interface Principals {
  /** `true`: NotPrincipal, everybody but these. */
  readonly not: boolean;
  readonly anyone: boolean;
  readonly aws: readonly string[];
  readonly services: readonly string[];
  readonly federated: readonly string[];
  readonly canonical: readonly string[];
}

export interface Patterns {
  /** `true`: NotAction or NotResource. */
  readonly not: boolean;
  readonly patterns: readonly string[];
}

export interface Condition {
  /** Lower case, without quantifier and suffix: `stringequals`, `notipaddress`, `null`. */
  readonly operator: string;
  readonly ifExists: boolean;
  readonly quantifier: 'all' | 'any' | null;
  /** As written. */
  readonly key: string;
  readonly values: readonly string[];
}

export interface PolicyStatement {
  readonly index: number;
  readonly effect: 'allow' | 'deny';
  readonly principals: Principals;
  readonly actions: Patterns;
  readonly resources: Patterns;
  readonly conditions: readonly Condition[];
}

export interface PolicyDocument {
  readonly statements: readonly PolicyStatement[];
}

export type ParsedPolicy =
  | { readonly ok: true; readonly value: PolicyDocument }
  | { readonly ok: false; readonly why: string };

/** No service takes a longer policy; most stop at 20 KB. */
const maxCharacters = 200_000;

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const oneOrMany = z.union([scalar.transform((value) => [value]), z.array(scalar)]);
const principal = z.union([z.literal('*'), z.record(z.string(), oneOrMany)]);

const statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Principal: principal.optional(),
  NotPrincipal: principal.optional(),
  Action: oneOrMany.optional(),
  NotAction: oneOrMany.optional(),
  Resource: oneOrMany.optional(),
  NotResource: oneOrMany.optional(),
  Condition: z.record(z.string(), z.record(z.string(), oneOrMany)).optional(),
});

const wrapper = z.union([
  z.object({ Policy: z.string() }).transform(({ Policy }) => Policy),
  z.object({ policy: z.string() }).transform(({ policy }) => policy),
]);

const document = z.object({ Statement: z.union([statement.transform((one) => [one]), z.array(statement)]) });

/**
 * Reads a resource-based policy in the IAM policy language: a statement or several, values or lists of them. Answers of
 * the AWS CLI that hold the policy as a text (`{"Policy": "…"}`, `{"policy": "…"}`) are unwrapped.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export const parsePolicy = (text: string): ParsedPolicy => {
  if (text.length > maxCharacters) return { ok: false, why: `the policy is longer than ${maxCharacters} characters` };
  const written = toJson(text);
  const wrapped = wrapper.safeParse(written);
  const json = wrapped.success ? toJson(wrapped.data) : written;
  if (json === undefined) return { ok: false, why: 'the policy is no JSON' };
  const parsed = document.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return {
      ok: false,
      why: `${issue?.path.join('.') || 'the policy'} is not as the policy grammar has it`,
    };
  }
  const statements: PolicyStatement[] = [];
  for (const [index, one] of parsed.data.Statement.entries()) {
    const read = toStatement(one, index);
    if (typeof read === 'string') return { ok: false, why: `statement ${index}: ${read}` };
    statements.push(read);
  }
  return { ok: true, value: { statements } };
};

const toJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const toStatement = (one: z.output<typeof statement>, index: number): PolicyStatement | string => {
  const written = one.Principal ?? one.NotPrincipal;
  if (written === undefined) return 'names no principal';
  if (one.Principal !== undefined && one.NotPrincipal !== undefined) return 'has both Principal and NotPrincipal';
  const actions = patterns(one.Action, one.NotAction);
  if (actions === null) return 'names no action';
  const conditions: Condition[] = [];
  for (const [operator, keys] of Object.entries(one.Condition ?? {})) {
    for (const [key, values] of Object.entries(keys)) conditions.push(toCondition(operator, key, values));
  }
  return {
    index,
    effect: one.Effect === 'Allow' ? 'allow' : 'deny',
    principals: toPrincipals(written, one.Principal === undefined),
    actions,
    resources: patterns(one.Resource, one.NotResource) ?? { not: false, patterns: ['*'] },
    conditions,
  };
};

const patterns = (yes: readonly string[] | undefined, no: readonly string[] | undefined): Patterns | null =>
  yes ? { not: false, patterns: yes } : no ? { not: true, patterns: no } : null;

const toPrincipals = (written: z.output<typeof principal>, not: boolean): Principals => {
  if (written === '*') return { not, anyone: true, aws: [], services: [], federated: [], canonical: [] };
  const aws = written['AWS'] ?? [];
  const services = written['Service'] ?? [];
  return {
    not,
    anyone: aws.includes('*') || services.includes('*'),
    aws: aws.filter((name) => name !== '*'),
    services: services.filter((name) => name !== '*'),
    federated: written['Federated'] ?? [],
    canonical: written['CanonicalUser'] ?? [],
  };
};

const toCondition = (written: string, key: string, values: readonly string[]): Condition => {
  const lower = written.toLowerCase();
  const quantifier = lower.startsWith('forallvalues:') ? 'all' : lower.startsWith('foranyvalue:') ? 'any' : null;
  const bare = lower.replace(/^for(all|any)values?:/, '');
  const ifExists = bare.endsWith('ifexists');
  return { operator: ifExists ? bare.slice(0, -'ifexists'.length) : bare, ifExists, quantifier, key, values };
};
