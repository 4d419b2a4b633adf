import { defineDocumentCollector } from '../collector.ts';
import { defaultCollectHttpOptions } from '../http/http-facts.ts';
import { Visit } from '../http/visit.ts';
import { readPublishedKeys } from '../pgp/published-keys.ts';

export default defineDocumentCollector({
  key: 'web.pgp-keys',
  // Keys that cannot be read are an item too: they say so themselves.
  collect: async (web, url) => {
    const { budget, retryDelay } = defaultCollectHttpOptions;
    const visit = new Visit(web, { signal: AbortSignal.timeout(budget), retryDelay });
    const { published } = await readPublishedKeys(url, visit);
    return { items: [published], gaps: [] };
  },
});
