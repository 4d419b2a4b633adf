export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** Its own text, entities resolved. */
  readonly text: string;
}

const illegal = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const predefined: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const resolve = (text: string): string => {
  if (/[<]|\]\]>/.test(text)) throw new SyntaxError(`markup in text: ${text}`);
  return text.replace(/&([^;]*;?)/g, (_, name: string) => {
    const value = predefined[name.replace(/;$/, '')];
    if (value === undefined || !name.endsWith(';')) throw new SyntaxError(`entity &${name}`);
    return value;
  });
};

const readAttributes = (text: string): Readonly<Record<string, string>> => {
  const attributes = new Map<string, string>();
  const rest = text.replace(/\s+([A-Za-z]+)="([^"<]*)"/g, (_, name: string, value: string) => {
    if (attributes.has(name)) throw new SyntaxError(`attribute ${name} twice`);
    attributes.set(name, resolve(value));
    return '';
  });
  if (rest.trim() !== '') throw new SyntaxError(`not attributes: ${rest}`);
  return Object.fromEntries(attributes);
};

interface Open {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: Element[];
  text: string;
}

/**
 * Reads the part of XML 1.0 that reports use, strictly: legal characters, one root, matching tags, quoted and unique attributes,
 * the five predefined entities. Throws a SyntaxError on everything else.
 */
export const parseXml = (xml: string): Element => {
  if (illegal.test(xml)) throw new SyntaxError('illegal character');
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  const root: Open = { name: '', attributes: {}, children: [], text: '' };
  const stack: Open[] = [root];
  const top = (): Open => stack.at(-1) ?? root;
  for (const [token, tag] of body.matchAll(/<([^>]*)>|[^<]+|</g)) {
    if (tag === undefined) {
      top().text += resolve(token);
    } else if (tag.startsWith('/')) {
      const closed = stack.pop();
      if (stack.length === 0 || closed?.name !== tag.slice(1)) throw new SyntaxError(`unexpected ${token}`);
      top().children.push(closed);
    } else {
      const match = /^([a-z-]+)((?:\s[^/]*|\s+[A-Za-z]+="[^"]*")*?)(\/?)$/s.exec(tag);
      if (match === null) throw new SyntaxError(`not a tag: ${token}`);
      const element: Open = {
        name: match[1] ?? '',
        attributes: readAttributes(match[2] ?? ''),
        children: [],
        text: '',
      };
      if (match[3] === '/') top().children.push(element);
      else stack.push(element);
    }
  }
  const [only, ...more] = root.children;
  if (stack.length !== 1 || only === undefined || more.length > 0 || root.text.trim() !== '') {
    throw new SyntaxError('not one whole document');
  }
  return only;
};

/** All elements of a name below an element, in document order. */
export const elements = (element: Element, name: string): readonly Element[] =>
  element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...elements(child, name)]);

/** The tree without its texts and attribute values: what hostile text must not be able to change. */
export const shape = ({ name, attributes, children }: Element): string =>
  `${name}[${Object.keys(attributes).join()}](${children.map(shape).join()})`;
