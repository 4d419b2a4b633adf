import { defineDocumentCollector } from '../collector.ts';
import { collectDocument } from '../http/document.ts';

export default defineDocumentCollector({
  key: 'web.documents',
  // A document that cannot be read is an item too: it says so itself, and is no matter of the others on its server.
  collect: async (web, url) => ({ items: [await collectDocument(url, web)], gaps: [] }),
});
