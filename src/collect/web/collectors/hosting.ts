import { endpointName } from '../../../domain/claim.ts';
import { parseWebEndpoint } from '../../../parse/web/endpoint.ts';
import { defineWebCollector } from '../collector.ts';
import { collectHosting } from '../dns/hosting-facts.ts';
import { namesGap } from '../names-gap.ts';

export default defineWebCollector({
  key: 'web.hosting',
  collect: async (web) => {
    const name = endpointName(web.endpoint);
    const endpoint = parseWebEndpoint(name);
    const scope = { type: 'endpoint', endpoint: name } as const;
    if (endpoint === null) {
      return {
        items: [],
        gaps: [{ scope, what: 'dns', gap: { kind: 'malformed', detail: `${name} is no endpoint` } }],
      };
    }
    const facts = await collectHosting(endpoint, {
      resolve: (input) => web.resolve(input, web.signal),
      ranges: web.ranges,
    });
    const gap = namesGap(facts.names);
    return gap === null ? { items: [facts], gaps: [] } : { items: [], gaps: [{ scope, what: 'dns', gap }] };
  },
});
