/** What is read of an HTML page: enough to tell a document from a login form or an empty shell. */
export interface HtmlPage {
  readonly title: string;
  readonly headings: readonly string[];
  /** Length of the text a reader sees, white space folded. */
  readonly textLength: number;
  readonly hasPasswordField: boolean;
  /** Resources that the page loads in plaintext (mixed content), in order, without repeats. */
  readonly insecureResources: readonly string[];
}

interface Tag {
  readonly name: string;
  readonly closing: boolean;
  readonly attributes: ReadonlyMap<string, string>;
  /** Index after the tag. */
  readonly end: number;
}

const MAX_TEXT = 500;
const MAX_LIST = 100;
const NAME = /[a-z][a-z0-9-]*/iy;
const ATTRIBUTE = /([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']*)))?/y;
// Text inside these is no text of the page.
const RAW = new Set(['script', 'style', 'noscript', 'template', 'svg']);
const LOADING: Readonly<Record<string, string>> = {
  script: 'src',
  img: 'src',
  iframe: 'src',
  audio: 'src',
  video: 'src',
  source: 'src',
  embed: 'src',
  object: 'data',
  form: 'action',
};

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

const readAttributes = (
  html: string,
  from: number,
): { readonly attributes: Map<string, string>; readonly end: number } => {
  const attributes = new Map<string, string>();
  let at = from;
  while (at < html.length && html[at] !== '>') {
    const match = matchAt(ATTRIBUTE, html, at);
    if (match === null || match[0] === '') at += 1;
    else {
      const [whole, name = '', double, single, bare] = match;
      const key = name.toLowerCase();
      if (!attributes.has(key) && attributes.size < MAX_LIST) attributes.set(key, double ?? single ?? bare ?? '');
      at += whole.length;
    }
  }
  return { attributes, end: at + 1 };
};

/** The tag that begins at `<`; null: the character is text. */
const readTag = (html: string, at: number): Tag | null => {
  const closing = html[at + 1] === '/';
  const name = matchAt(NAME, html, at + (closing ? 2 : 1))?.[0];
  if (name === undefined) return null;
  return { name: name.toLowerCase(), closing, ...readAttributes(html, at + (closing ? 2 : 1) + name.length) };
};

/** Index after a comment or declaration that begins at `<!` or `<?`; null: there is none. */
const skipMarkup = (html: string, at: number): number | null => {
  const second = html[at + 1];
  if (second !== '!' && second !== '?') return null;
  const [open, close] = html.startsWith('<!--', at) ? ['<!--', '-->'] : ['<!', '>'];
  const end = html.indexOf(close, at + open.length);
  return end === -1 ? html.length : end + close.length;
};

const insecureTarget = ({ name, attributes }: Tag): string | null => {
  const stylesheet = name === 'link' && /\bstylesheet\b/i.test(attributes.get('rel') ?? '');
  const target = attributes.get(stylesheet ? 'href' : (LOADING[name] ?? ''))?.trim();
  return target !== undefined && /^http:/i.test(target) ? target.slice(0, MAX_TEXT) : null;
};

const fold = (text: string): string => text.replace(/\s+/g, ' ').trim();

class Reader {
  private readonly titles: string[] = [];
  private readonly headings: string[] = [];
  private readonly insecure = new Set<string>();
  private textLength = 0;
  private hasPasswordField = false;
  private inside: string | null = null;

  /** Takes in a tag and answers where to read on. */
  tag(tag: Tag, lower: string): number {
    if (tag.closing) {
      if (tag.name === this.inside) this.inside = null;
      return tag.end;
    }
    const target = insecureTarget(tag);
    if (target !== null && this.insecure.size < MAX_LIST) this.insecure.add(target);
    if (tag.name === 'input' && tag.attributes.get('type')?.toLowerCase() === 'password') this.hasPasswordField = true;
    if (/^(?:title|h[1-3])$/.test(tag.name)) this.inside = tag.name;
    if (!RAW.has(tag.name)) return tag.end;
    const close = lower.indexOf(`</${tag.name}`, tag.end);
    return close === -1 ? lower.length : close;
  }

  text(raw: string): void {
    const text = fold(raw);
    if (text === '') return;
    const list = this.inside === 'title' ? this.titles : this.headings;
    if (this.inside !== null && list.length < MAX_LIST) list.push(text.slice(0, MAX_TEXT));
    if (this.inside !== 'title') this.textLength += text.length;
  }

  page(): HtmlPage {
    return {
      title: this.titles[0] ?? '',
      headings: this.headings,
      textLength: this.textLength,
      hasPasswordField: this.hasPasswordField,
      insecureResources: [...this.insecure],
    };
  }
}

/**
 * Reads an HTML page in one pass, without a document tree and without running anything: what a browser would build by
 * script is not there, which is what makes an empty shell visible as one.
 */
export const readHtml = (html: string): HtmlPage => {
  const reader = new Reader();
  const lower = html.toLowerCase();
  for (let at = 0; at < html.length; ) {
    const next = html.indexOf('<', at);
    const end = next === -1 ? html.length : next;
    reader.text(html.slice(at, end));
    if (next === -1) break;
    const skipped = skipMarkup(html, next);
    const tag = skipped === null ? readTag(html, next) : null;
    at = skipped ?? (tag === null ? next + 1 : reader.tag(tag, lower));
  }
  return reader.page();
};
