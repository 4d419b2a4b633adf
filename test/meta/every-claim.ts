import { z } from 'zod';
import { checks } from '../../checks/index.generated.ts';
import { parameterSchemas } from '../../src/claims/parameters.ts';
import { parseClaims } from '../../src/claims/parse-claims.ts';
import type { Claim } from '../../src/domain/claim.ts';
import { kinds } from '../../src/domain/kinds.ts';

/** What kinds without a default for everything must be told. */
const required: { readonly [kind: string]: object } = {
  'backup.frequency': { every: '1h' },
  'backup.offsite': { provider: 'gcp' },
  'residency.country': { country: 'SE' },
  'hosting.provider': { provider: 'aws' },
  'document.published': { url: 'https://acme.example/terms' },
};

/** Parameters that no list of words tells. */
const further: readonly Written[] = [
  {
    id: 'network.least-ports-internal',
    says: 'Staging talks to production on one port.',
    kind: 'network.least-ports',
    with: { internal: [{ from: 'staging', to: 'production', ports: ['tcp/443'] }] },
  },
  {
    id: 'network.firewall-warehouses',
    says: 'Our warehouses are behind a firewall.',
    kind: 'network.firewall',
    with: { stores: ['redshift', 'opensearch'] },
  },
  {
    id: 'network.hygiene-s3',
    says: 'Our VPCs reach S3 without the internet.',
    kind: 'network.hygiene',
    with: { rules: ['s3-endpoint'] },
  },
  {
    id: 'disclosure.policy-url',
    says: 'Our disclosure policy is public.',
    kind: 'disclosure.policy',
    with: { url: 'https://acme.example/policy' },
  },
  {
    id: 'disclosure.pgp-key-url',
    says: 'Our key is public.',
    kind: 'disclosure.pgp-key',
    with: { url: 'https://acme.example/key.asc' },
  },
];

interface Written {
  readonly id: string;
  readonly says: string;
  readonly kind: string;
  readonly with: object;
}

const claim = (kind: string, parameters: object, id = kind): Written => ({
  id,
  says: `The page claims ${kind}.`,
  kind,
  with: parameters,
});

const described = z.object({
  properties: z
    .record(z.string(), z.object({ type: z.string().optional(), enum: z.array(z.string()).optional() }))
    .default({}),
});

/** Claims of a kind with one parameter that is a word or a switch set to each value it can have. */
const variants = (kind: string, schema: z.ZodType): readonly Written[] => {
  const { properties } = described.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  return Object.entries(properties).flatMap(([name, { type, enum: words }]) =>
    (words ?? (type === 'boolean' ? [true, false] : [])).map((value) =>
      claim(
        kind,
        { ...required[kind], [name]: value },
        `${kind}-${name}-${value}`.toLowerCase().replaceAll('+', '-plus'),
      ),
    ),
  );
};

const parse = (written: readonly Written[]): readonly Claim[] => {
  const environments = {
    production: { tag: { environment: 'production' } },
    staging: { tag: { environment: 'staging' } },
  };
  const file = { version: 1, subject: 'Everything', scope: { environments }, claims: written };
  const parsed = parseClaims(JSON.stringify(file), 'everything.yaml');
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  return parsed.file.claims;
};

/** One claim of every kind with its default parameters, and as many more as it takes for each check to decide one. */
export const everyClaim = (): readonly Claim[] => {
  const usual = parse(Object.keys(kinds).map((kind) => claim(kind, required[kind] ?? {})));
  const idle = new Set(checks.filter((check) => !usual.some((one) => check.applies(one))));
  const varied = Object.entries(parameterSchemas).flatMap(([kind, schema]) => variants(kind, schema));
  const more = parse([...varied, ...further]);
  return [
    ...usual,
    ...more.filter(
      (one) => [...idle].filter((check) => check.applies(one)).filter((check) => idle.delete(check)).length > 0,
    ),
  ];
};
