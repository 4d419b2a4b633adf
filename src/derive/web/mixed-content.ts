import type { HttpFacts } from '../../domain/web.ts';
import { readHtml } from '../../parse/web/html.ts';
import { headerValues } from '../../parse/web/location.ts';

/** What the home page asks browsers to load, or to send forms to, in plaintext. */
export interface MixedContent {
  /** `false`: the page was not read, or is none. */
  readonly seen: boolean;
  /** URLs as the page writes them, without repeats. */
  readonly resources: readonly string[];
}

const HTML = /^(?:text\/html|application\/xhtml\+xml)/i;

/** Browsers refuse most mixed content (W3C Mixed Content, section 4); what scripts add later is not seen here. */
export const findMixedContent = ({ secureChain }: HttpFacts): MixedContent => {
  const last = secureChain?.hops.at(-1);
  const response = last?.url.startsWith('https:') && last.outcome.ok ? last.outcome.response : null;
  const isPage = response !== null && HTML.test(headerValues(response.headers, 'content-type')[0] ?? '');
  if (!isPage || response.body?.encoding !== 'utf8') return { seen: false, resources: [] };
  return { seen: true, resources: readHtml(response.body.text).insecureResources };
};
