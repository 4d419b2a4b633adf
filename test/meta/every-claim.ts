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

/** Parameters under which the checks run that a kind's defaults leave out. */
const stricter: readonly (readonly [kind: string, parameters: object])[] = [
  ['rest.encryption', { key: 'customer' }],
  ['ddos.shield', { tier: 'advanced' }],
  ['identity.mfa', { users: 'all', hardware: true }],
];

const claim = (id: string, kind: string, parameters: object | undefined) => ({
  id,
  says: `The page claims ${kind}.`,
  kind,
  ...(parameters === undefined ? {} : { with: parameters }),
});

const written = [
  ...Object.keys(kinds).map((kind) => claim(kind, kind, required[kind])),
  ...stricter.map(([kind, parameters]) => claim(`${kind}-strict`, kind, parameters)),
];

/** One claim of every kind with its default parameters, and those that the remaining checks take. */
export const everyClaim = (): readonly Claim[] => {
  const environments = { production: { tag: { environment: 'production' } }, staging: { tag: { environment: 'staging' } } };
  const file = { version: 1, subject: 'Everything', scope: { environments }, claims: written };
  const parsed = parseClaims(JSON.stringify(file), 'everything.yaml');
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  return parsed.file.claims;
};
