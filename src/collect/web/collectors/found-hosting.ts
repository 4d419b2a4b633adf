import { endpointName } from '../../../domain/claim.ts';
import { isUnanswered } from '../../../domain/web.ts';
import { parseWebEndpoint } from '../../../parse/web/endpoint.ts';
import { defineFoundNameCollector } from '../collector.ts';
import { collectHosting } from '../dns/hosting-facts.ts';
import { namesGap } from '../names-gap.ts';

/** A name that leads nowhere is an item too: that is what it is asked for. */
export default defineFoundNameCollector({
  key: 'web.found.hosting',
  collect: async (web) => {
    const name = endpointName(web.endpoint);
    const endpoint = parseWebEndpoint(name);
    const scope = { type: 'endpoint', endpoint: name, found: true } as const;
    if (endpoint === null) {
      const gap = { kind: 'malformed', detail: `${name} is no endpoint` } as const;
      return { items: [], gaps: [{ scope, what: 'dns', gap }] };
    }
    const facts = await collectHosting(endpoint, {
      resolve: (input) => web.resolve(input, web.signal),
      ranges: web.ranges,
    });
    const { v4, v6 } = facts.names;
    const gap = isUnanswered(v4) || isUnanswered(v6) ? namesGap(facts.names) : null;
    return gap === null ? { items: [facts], gaps: [] } : { items: [], gaps: [{ scope, what: 'dns', gap }] };
  },
});
