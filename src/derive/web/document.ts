import { shorten } from '../../domain/text.ts';
import type { DocumentFacts, WebBody, WebResponse } from '../../domain/web.ts';
import { type HtmlPage, readHtml } from '../../parse/web/html.ts';
import { headerValues } from '../../parse/web/location.ts';

/** Whether a document can be read by anybody at its URL. */
export interface DocumentVerdict {
  /** `unseen`: it could not be asked for, or what came is not the document for sure. */
  readonly status: 'published' | 'missing' | 'unseen';
  readonly because: string;
  readonly title: string | null;
}

// Less is a frame that a script fills, not a text.
const SHORTEST_TEXT = 200;
const LONGEST_TYPE = 100;
// Answers of walls against robots: they say nothing of the document.
const WALLS = new Set([401, 403, 407, 429, 503]);

const published = (because: string, title: string | null): DocumentVerdict => ({ status: 'published', because, title });
const missing = (because: string): DocumentVerdict => ({ status: 'missing', because, title: null });
const unseen = (because: string): DocumentVerdict => ({ status: 'unseen', because, title: null });

const judgePage = ({ title, textLength, hasPasswordField }: HtmlPage): DocumentVerdict => {
  if (hasPasswordField && textLength < 10 * SHORTEST_TEXT) return missing('a login form stands in its place');
  if (textLength < SHORTEST_TEXT) return unseen('the page is a frame that only a script fills');
  return published(`a page of ${textLength} characters`, title);
};

const judgeBody = ({ encoding, text }: WebBody, type: string): DocumentVerdict => {
  if (text === '') return missing('the answer is empty');
  if (/^(?:text\/html|application\/xhtml\+xml)/i.test(type)) {
    return encoding === 'utf8' ? judgePage(readHtml(text)) : published('a page in a character set of its own', null);
  }
  return published(`a document of type ${type === '' ? 'unsaid' : shorten(type, LONGEST_TYPE)}`, null);
};

const judgeResponse = ({ status, headers, body }: WebResponse): DocumentVerdict => {
  if (WALLS.has(status) || status >= 500) return unseen(`the server answers with status ${status}`);
  if (status !== 200 || body === null) return missing(`the server answers with status ${status}`);
  return judgeBody(body, headerValues(headers, 'content-type')[0] ?? '');
};

/**
 * Judges whether a document is published: reachable over verified HTTPS with status 200 and content of its own. What it
 * says is for people to read.
 */
export const judgeDocument = ({ chain }: DocumentFacts): DocumentVerdict => {
  const last = chain.hops.at(-1);
  if (last === undefined || !last.outcome.ok) {
    const error = last?.outcome.ok === false ? `${last.outcome.error.kind}: ${last.outcome.error.detail}` : 'not asked';
    return unseen(`it could not be read (${error})`);
  }
  if (chain.end !== 'answered') return missing(`its redirects lead nowhere (${chain.end})`);
  const verdict = judgeResponse(last.outcome.response);
  const secure = last.url.startsWith('https:');
  return verdict.status === 'published' && !secure ? missing('it is served in plaintext only') : verdict;
};
