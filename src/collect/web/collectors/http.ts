import { endpointName } from '../../../domain/claim.ts';
import { parseWebEndpoint } from '../../../parse/web/endpoint.ts';
import { defineWebCollector } from '../collector.ts';
import { collectHttp, defaultCollectHttpOptions } from '../http/http-facts.ts';
import { namesGap } from '../names-gap.ts';

export default defineWebCollector({
  key: 'web.http',
  collect: async (web) => {
    const name = endpointName(web.endpoint);
    const endpoint = parseWebEndpoint(name);
    const scope = { type: 'endpoint', endpoint: name } as const;
    if (endpoint === null) {
      return {
        items: [],
        gaps: [{ scope, what: 'http', gap: { kind: 'malformed', detail: `${name} is no endpoint` } }],
      };
    }
    const facts = await collectHttp(endpoint, web, defaultCollectHttpOptions);
    const gap = namesGap(facts.names);
    return gap === null ? { items: [facts], gaps: [] } : { items: [], gaps: [{ scope, what: 'dns', gap }] };
  },
});
