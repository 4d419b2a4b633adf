import type { ExchangeInput, ExchangeOutput } from '../../../domain/web.ts';
import type { Exchange, Resolve } from '../http/ports.ts';
import { Visit } from '../http/visit.ts';

/** What fetching for certificates needs; both ports know what they must not be led to. */
export interface FetchPorts {
  readonly exchange: Exchange;
  readonly resolve: Resolve;
}

/** Bytes, or why there are none in a few words. */
export type Fetched = { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly why: string };

/** Milliseconds for one source; a slow one delays nobody else. */
const PATIENCE = 3_000;

/**
 * Fetches a document that a certificate points to, over plain HTTP alone as RFC 5280 section 8 advises: a certificate must not be needed
 * to judge another. Redirects are followed as far as they are safe. Never throws.
 */
export const fetchBytes = async (url: string, limit: number, ports: FetchPorts): Promise<Fetched> => {
  if (!isPlainUrl(url)) return { ok: false, why: 'not an http URL' };
  const chain = await visit(ports).chain(new URL(url).href, limit);
  const last = chain.hops.at(-1)?.outcome;
  return last === undefined ? { ok: false, why: 'no answer' } : bytesOf(last);
};

/** Posts a request, as OCSP is asked (RFC 6960 appendix A.1). Never throws. */
export const postBytes = async (
  url: string,
  post: NonNullable<ExchangeInput['post']>,
  limit: number,
  ports: FetchPorts,
): Promise<Fetched> => {
  if (!isPlainUrl(url)) return { ok: false, why: 'not an http URL' };
  const hop = await visit(ports).hop(new URL(url).href, limit, { post });
  return bytesOf(hop.outcome);
};

const visit = ({ exchange, resolve }: FetchPorts): Visit =>
  new Visit({ exchange, resolve, preload: async () => null }, { signal: AbortSignal.timeout(PATIENCE), retryDelay: 0 });

const isPlainUrl = (url: string): boolean => URL.canParse(url) && new URL(url).protocol === 'http:';

const bytesOf = (outcome: ExchangeOutput): Fetched => {
  if (!outcome.ok) {
    const { kind, detail } = outcome.error;
    if (kind === 'interrupted') return { ok: false, why: `no answer in ${PATIENCE / 1_000} s` };
    return { ok: false, why: kind === 'not-recorded' ? 'not in the evidence' : `${kind}: ${detail}` };
  }
  const { status, body } = outcome.response;
  if (status !== 200 || body === null) return { ok: false, why: `HTTP status ${status}` };
  return body.cut ? { ok: false, why: 'too large' } : { ok: true, bytes: Buffer.from(body.text, body.encoding) };
};
