import type { WebBody } from '../../domain/web.ts';

/** OpenPGP key material as it was found in an answer. */
export type KeyMaterial =
  | { readonly form: 'armored'; readonly blocks: readonly string[] }
  | { readonly form: 'binary'; readonly bytes: Uint8Array };

const MAX_BLOCKS = 20;
const BEGIN = /-----BEGIN PGP (PUBLIC|PRIVATE) KEY BLOCK-----/g;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: ' ',
  plus: '+',
  equals: '=',
  sol: '/',
};

const entity = (whole: string, name: string): string => {
  const number = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name);
  if (number === null) return ENTITIES[name] ?? whole;
  const code = number[1] === undefined ? Number(number[2]) : Number.parseInt(number[1], 16);
  return code < 128 ? String.fromCharCode(code) : whole;
};

/** A block inside an HTML page: line breaks may be tags there, and the signs of base64 character references. */
const outOfHtml = (block: string): string =>
  block
    .replace(/\r?\n?<br\s*\/?>\r?\n?/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(#?[a-z0-9]{1,8});/gi, entity);

/** Indentation, and spaces behind a line, are no part of armor. */
const tidy = (block: string): string =>
  block
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .join('\n');

const armoredBlocks = (text: string): readonly string[] => {
  const blocks: string[] = [];
  for (const match of text.matchAll(BEGIN)) {
    const end = `-----END PGP ${match[1]} KEY BLOCK-----`;
    const at = text.indexOf(end, match.index);
    if (at === -1 || blocks.length === MAX_BLOCKS) break;
    blocks.push(tidy(outOfHtml(text.slice(match.index, at + end.length))));
  }
  return blocks;
};

/** RFC 9580 section 4.2: a packet header of a public or secret key, in either format. */
const isKeyPacket = (first: number | undefined): boolean => {
  if (first === undefined || (first & 0x80) === 0) return false;
  const tag = (first & 0x40) === 0 ? (first >> 2) & 0xf : first & 0x3f;
  return tag === 5 || tag === 6;
};

/**
 * The OpenPGP keys in an answer: armored blocks wherever they stand (RFC 9580 section 6.2), as in a page with text around
 * them, or the bare packets. null: there are none.
 */
export const findKeyMaterial = ({ encoding, text }: WebBody): KeyMaterial | null => {
  const bytes = Buffer.from(text, encoding);
  if (isKeyPacket(bytes[0])) return { form: 'binary', bytes };
  const blocks = armoredBlocks(encoding === 'utf8' ? text : bytes.toString('latin1'));
  return blocks.length === 0 ? null : { form: 'armored', blocks };
};

/** The address of the keys themselves: Keybase shows a page for people at `/U`, and serves them at `/U/pgp_keys.asc`. */
export const keyAddress = (url: string): string => {
  const address = new URL(url);
  address.hash = '';
  if (address.hostname !== 'keybase.io') return address.href;
  const user = /^\/([A-Za-z0-9_]+)\/?$/.exec(address.pathname)?.[1];
  return user === undefined ? address.href : `https://keybase.io/${user}/pgp_keys.asc`;
};
