import { endpointName } from '../../../domain/claim.ts';
import { isUnanswered } from '../../../domain/web.ts';
import { parseWebEndpoint } from '../../../parse/web/endpoint.ts';
import { defineFoundNameCollector } from '../collector.ts';
import { collectHttp, defaultCollectHttpOptions } from '../http/http-facts.ts';
import { namesGap } from '../names-gap.ts';

/** A name without any address is an item too: nothing is served there. Only what DNS did not answer is a gap. */
export default defineFoundNameCollector({
  key: 'web.found.http',
  collect: async (web) => {
    const name = endpointName(web.endpoint);
    const endpoint = parseWebEndpoint(name);
    const scope = { type: 'endpoint', endpoint: name, found: true } as const;
    if (endpoint === null) {
      const gap = { kind: 'malformed', detail: `${name} is no endpoint` } as const;
      return { items: [], gaps: [{ scope, what: 'http', gap }] };
    }
    const facts = await collectHttp(endpoint, web, { ...defaultCollectHttpOptions, site: false });
    const { v4, v6 } = facts.names;
    const gap = isUnanswered(v4) || isUnanswered(v6) ? namesGap(facts.names) : null;
    return gap === null ? { items: [facts], gaps: [] } : { items: [], gaps: [{ scope, what: 'dns', gap }] };
  },
});
