import type { DocumentFacts, ExchangeOutput } from '../../../src/domain/web.ts';
import { answer, chain, hop } from './http-facts.ts';

const text = 'We keep what you give us, and tell nobody. '.repeat(20);

/** An HTML page with status 200. */
export const page = (body = `<title>Policy</title><p>${text}`): ExchangeOutput => ({
  ok: true,
  response: {
    status: 200,
    headers: [['content-type', 'text/html; charset=utf-8']],
    headersCut: false,
    body: { encoding: 'utf8', text: body, cut: false },
    tls: null,
  },
});

export const wall = (status: number): ExchangeOutput => answer(status);

/** What was read at a URL on www.example.com, in one exchange. */
export const document = (url: string, outcome: ExchangeOutput): DocumentFacts => ({
  url,
  endpoint: 'www.example.com:443',
  chain: chain([hop(url, outcome)], outcome.ok ? 'answered' : 'failed'),
  sha256: outcome.ok ? '0'.repeat(64) : null,
});
