import { createHash } from 'node:crypto';
import { endpointName, endpointOfUrl } from '../../../domain/claim.ts';
import type { DocumentFacts, WebChain } from '../../../domain/web.ts';
import { type CollectHttpOptions, defaultCollectHttpOptions } from './http-facts.ts';
import type { WebPorts } from './ports.ts';
import { Visit } from './visit.ts';

const DOCUMENT_BYTES = 1024 * 1024;

const bodyHash = ({ hops }: WebChain): string | null => {
  const last = hops.at(-1)?.outcome;
  const body = last?.ok === true ? last.response.body : null;
  if (body === null) return null;
  return createHash('sha256').update(Buffer.from(body.text, body.encoding)).digest('hex');
};

/** Reads a document at an absolute https URL with the redirects before it; at most 1 MiB of it. Never fails. */
export const collectDocument = async (
  url: string,
  ports: WebPorts,
  { budget, retryDelay }: CollectHttpOptions = defaultCollectHttpOptions,
): Promise<DocumentFacts> => {
  const visit = new Visit(ports, { signal: AbortSignal.timeout(budget), retryDelay });
  const chain = await visit.chain(new URL(url).href.replace(/#.*$/, ''), DOCUMENT_BYTES);
  return { url, endpoint: endpointName(endpointOfUrl(url)), chain, sha256: bodyHash(chain) };
};
