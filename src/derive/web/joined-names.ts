import type { Listener } from '../../domain/aws.ts';
import type { Proof } from '../../domain/finding.ts';
import type { HostingFacts } from '../../domain/hosting.ts';
import type { HttpFacts } from '../../domain/web.ts';
import { type NameFacts, nameIndex, toldAs, waysFrom } from '../aws/name-doors.ts';
import { type PlainSide, plainSide } from '../aws/plain-side.ts';
import { judgeFoundName, leadsNowherePublic } from './found-plain.ts';
import { type HttpsOnlyVerdict, judgeHttpsOnly } from './https-only.ts';

/** A public name with what it answers in plaintext, and what the account's settings say of that. */
export interface JoinedName {
  readonly endpoint: string;
  /** How the account tells of it, in words. */
  readonly told: string;
  readonly outside: HttpsOnlyVerdict;
  /** null: no door of the account is known behind it. */
  readonly settings: PlainSide | null;
  /** From the name to the doors, in words. */
  readonly steps: readonly string[];
}

export interface NamesSeen {
  /** Endpoints in scope, and names that AWS tells of. */
  readonly asked: readonly HttpFacts[];
  readonly found: readonly HttpFacts[];
  readonly hosting: readonly HostingFacts[];
  readonly listeners: readonly Listener[];
}

/**
 * Joins what names answer with what AWS says of the doors behind them. Endpoints in scope without such a door are left
 * out (their answers alone decide), and so are found names that lead nowhere public.
 */
export const joinNames = ({ asked, found, hosting, listeners }: NamesSeen, facts: NameFacts): readonly JoinedName[] => {
  const index = nameIndex(facts);
  const join = (site: HttpFacts, outside: HttpsOnlyVerdict, alone: boolean): readonly JoinedName[] => {
    const seen = hosting.find(({ endpoint }) => endpoint === site.endpoint) ?? null;
    const ways = waysFrom(site.host, index, seen);
    const settings = plainSide(ways, listeners);
    if (settings === null && !alone) return [];
    return [
      {
        endpoint: site.endpoint,
        told: toldAs(site.host, facts) ?? 'in scope',
        outside,
        settings,
        steps: ways.flatMap(({ steps }) => steps),
      },
    ];
  };
  return [
    ...found.flatMap((site) => join(site, judgeFoundName(site), !leadsNowherePublic(site))),
    ...asked.flatMap((site) => join(site, judgeHttpsOnly(site), false)),
  ];
};

/** Both sides, for a person to follow. */
export const joinedProof = ({ outside, settings, steps }: JoinedName): Proof => ({
  type: 'facts',
  text: 'what each address answered in plaintext, and what the settings of AWS say',
  facts: Object.fromEntries([
    ...outside.addresses.map(({ address, because }) => [address, because]),
    ...steps.map((step, at) => [`step ${at + 1}`, step]),
    ...(settings?.ids ?? []).map((id) => [id, settings?.text ?? '']),
  ]),
});
