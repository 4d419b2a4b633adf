import { visible } from '../../src/domain/text.ts';

/** HTML that is known to be safe: only this module and its callers' literals make it. */
export interface Html {
  readonly html: string;
}

type Value = string | number | Html | readonly Html[] | null;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const safe = (text: string): string =>
  visible(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);

const write = (value: Value): string => {
  if (value === null) return '';
  if (typeof value === 'string') return safe(value);
  if (typeof value === 'number') return String(value);
  return 'html' in value ? value.html : value.map(({ html }) => html).join('');
};

/** Literal parts are markup, values are text: a value can never become markup, in an element or in a quoted attribute. */
export const markup = (literals: TemplateStringsArray, ...values: readonly Value[]): Html => ({
  html: literals.map((literal, index) => `${literal}${write(values[index] ?? null)}`).join(''),
});

/** Text for a `<script>` of data or a `<style>`: markup that is not escaped, in which no tag can begin. */
export const rawText = (text: string): Html => ({ html: text.replaceAll('<', '\\u003c') });

/** A link where the address is of the web, and only its text elsewhere. */
export const link = (address: string): Html =>
  /^https?:\/\/[^\s]+$/i.test(address)
    ? markup`<a href="${address}" rel="noreferrer noopener">${address}</a>`
    : markup`<code>${address}</code>`;
