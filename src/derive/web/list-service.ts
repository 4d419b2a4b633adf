import type { ListServiceFacts, ListServiceState } from '../../domain/list-service.ts';

/** What the preload list's service says of a host, by its own answer or that for a parent. */
export interface ServiceWord {
  readonly state: ListServiceState;
  /** The name that has this state. */
  readonly domain: string;
}

export type ServiceReading =
  | { readonly ok: true; readonly word: ServiceWord }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads the service's answers on a host. Its own `unknown` does not settle the matter: the service climbs to parents that are
 * `preloaded` only, so that the names below one that is being removed read `unknown` although browsers still ship its entry.
 */
export const readService = ({ answers }: ListServiceFacts): ServiceReading => {
  const [own] = answers;
  if (own === undefined) return { ok: false, problem: 'it has no answer for such a name' };
  for (const { domain, said } of answers) {
    if (!said.ok) return { ok: false, problem: said.problem };
    if (said.state === 'unknown') continue;
    if (said.state !== 'preloaded') return { ok: true, word: { state: said.state, domain } };
    return domain === own.domain
      ? { ok: true, word: { state: said.state, domain: said.by ?? domain } }
      : { ok: false, problem: `it has ${domain}, and does not know ${own.domain} below it` };
  }
  return { ok: true, word: { state: 'unknown', domain: own.domain } };
};
