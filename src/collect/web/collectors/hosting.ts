import { collectHosting } from '../dns/hosting-facts.ts';
import { defineEndpointFacts } from '../endpoint-facts.ts';

export default defineEndpointFacts('web.hosting', 'dns', (endpoint, web) =>
  collectHosting(endpoint, { resolve: (input) => web.resolve(input, web.signal), ranges: web.ranges }),
);
