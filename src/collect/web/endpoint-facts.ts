import type { ArtifactKey, ItemOf } from '../../domain/artifacts.ts';
import { endpointName } from '../../domain/claim.ts';
import type { DnsOutput } from '../../domain/web.ts';
import { parseWebEndpoint, type WebEndpoint } from '../../parse/web/endpoint.ts';
import { defineWebCollector } from './collector.ts';
import { namesGap } from './names-gap.ts';
import type { WebPort } from './port.ts';

interface Named {
  readonly names: { readonly v4: DnsOutput; readonly v6: DnsOutput };
}

/** A collector of one item per endpoint, or of the reason why its name led nowhere. `what` names what is read in a gap. */
export const defineEndpointFacts = <const K extends ArtifactKey>(
  key: K,
  what: string,
  read: (endpoint: WebEndpoint, web: WebPort) => Promise<ItemOf<K> & Named>,
) =>
  defineWebCollector({
    key,
    collect: async (web) => {
      const name = endpointName(web.endpoint);
      const endpoint = parseWebEndpoint(name);
      const scope = { type: 'endpoint', endpoint: name } as const;
      if (endpoint === null) {
        return { items: [], gaps: [{ scope, what, gap: { kind: 'malformed', detail: `${name} is no endpoint` } }] };
      }
      const facts = await read(endpoint, web);
      const gap = namesGap(facts.names);
      return gap === null ? { items: [facts], gaps: [] } : { items: [], gaps: [{ scope, what: 'dns', gap }] };
    },
  });
