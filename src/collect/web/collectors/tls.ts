import { defineWebCollector } from '../collector.ts';

export default defineWebCollector({
  key: 'web.tls',
  // The prober brings a library for certificates; who asks for nothing else does not wait for it.
  collect: async (web) => (await import('../tls/collect-tls.ts')).collectTls(web),
});
