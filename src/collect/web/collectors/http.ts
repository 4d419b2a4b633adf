import { defineEndpointFacts } from '../endpoint-facts.ts';
import { collectHttp } from '../http/http-facts.ts';

export default defineEndpointFacts('web.http', 'http', (endpoint, web) => collectHttp(endpoint, web));
