import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PreloadListFacts } from '../../../domain/web.ts';
import { readPreloadIndex, writePreloadIndex } from '../../../parse/web/hsts-index.ts';
import { findPreloadEntry, type PreloadList, parsePreloadList } from '../../../parse/web/hsts-list.ts';
import type { AskPreloadList } from './ports.ts';

/** Where Chromium publishes the list: about 15 MB of JSON. */
export const LIST_URL =
  'https://raw.githubusercontent.com/chromium/chromium/main/net/http/transport_security_state_static.json';
const MAX_BYTES = 64 * 1024 * 1024;
const INDEX_FILE = 'hsts-preload.index';
const STAMP_FILE = 'hsts-preload.stamp.json';

/** What is known of a list that lies in a file. */
export interface ListStamp {
  /** `YYYY-MM-DD`, the day of the download or as the user states it; null: unknown, which counts as old. */
  readonly date: string | null;
  readonly source: string;
}

export type ListResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Makes a list answerable. The text is parsed here, once. */
export const openPreloadList = (text: string, { date, source }: ListStamp): ListResult<AskPreloadList> => {
  const reading = parsePreloadList(text);
  if (!reading.ok) return { ok: false, problem: reading.problem };
  return { ok: true, value: answering(reading.list, { date, sha256: sha256(text), source }) };
};

/** A preload port that reads its list only when it is first asked; null where there is none or it is broken. */
export const lazyPreloadList = (load: () => Promise<ListResult<AskPreloadList>>): AskPreloadList => {
  let opened: Promise<ListResult<AskPreloadList>> | null = null;
  return async (input) => {
    opened ??= load();
    const list = await opened;
    return list.ok ? list.value(input) : null;
  };
};

interface CacheStamp {
  readonly date: string;
  readonly source: string;
  /** Of the list as it was published. */
  readonly sha256: string;
  /** SHA-256 of the index made of it. */
  readonly index: string;
}

const readStamp = (text: string): CacheStamp | null => {
  try {
    const stamp: unknown = JSON.parse(text);
    if (typeof stamp !== 'object' || stamp === null) return null;
    const { date, source, sha256: hash, index } = Object.fromEntries(Object.entries(stamp));
    if (typeof source !== 'string' || typeof hash !== 'string' || typeof index !== 'string') return null;
    if (typeof date !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
    return { date, source, sha256: hash, index };
  } catch {
    return null;
  }
};

const answering =
  (list: PreloadList, facts: Omit<PreloadListFacts, 'entry' | 'entries'>): AskPreloadList =>
  async ({ hstsList }) => ({ ...facts, entries: list.entries, entry: findPreloadEntry(list, hstsList) });

/** Opens the list that `updateCachedList` left in a directory; it must be the very one that was made then. */
export const openCachedList = async (directory: string): Promise<ListResult<AskPreloadList>> => {
  try {
    const [text = '', stampText = ''] = await Promise.all(
      [INDEX_FILE, STAMP_FILE].map((name) => readFile(join(directory, name), 'utf8')),
    );
    const stamp = readStamp(stampText);
    if (stamp === null) return { ok: false, problem: 'the stamp of the cached list is broken' };
    if (stamp.index !== sha256(text)) return { ok: false, problem: 'the cached list was changed after its download' };
    const list = readPreloadIndex(text);
    if (list === null) return { ok: false, problem: 'the cached list is of another version' };
    const { date, source, sha256: hash } = stamp;
    return { ok: true, value: answering(list, { date, source, sha256: hash }) };
  } catch (error) {
    return { ok: false, problem: `no list in ${directory}: ${error instanceof Error ? error.message : String(error)}` };
  }
};

/** fetch says `fetch failed`, and why only in its cause. */
const reason = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
};

/** Brings the text behind a URL, at most `limit` bytes; throws with the reason otherwise. */
export type Download = (url: string, limit: number) => Promise<string>;

/** A `?format=TEXT` page of googlesource is base64; JSON and its comments never are. */
const decodeListing = (body: string): string =>
  /^[A-Za-z0-9+/=\s]+$/.test(body.slice(0, 1000)) ? Buffer.from(body, 'base64').toString('utf8') : body;

const writeWhole = async (path: string, text: string): Promise<void> => {
  const temporary = `${path}.${process.pid}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(temporary, text);
  await rename(temporary, path);
};

export interface ListUpdate {
  readonly entries: number;
  readonly sha256: string;
  readonly date: string;
  readonly file: string;
}

/**
 * Downloads the list into a directory, in a form that is quick to look up in, with the day and the hash of what came. A text
 * that is no list leaves the old one in place.
 * @param today the day of the download, `YYYY-MM-DD`
 */
export const updateCachedList = async (
  directory: string,
  today: string,
  download: Download,
  url = LIST_URL,
): Promise<ListResult<ListUpdate>> => {
  try {
    const text = decodeListing(await download(url, MAX_BYTES));
    const reading = parsePreloadList(text);
    if (!reading.ok) return { ok: false, problem: `${url} brought no preload list: ${reading.problem}` };
    if (reading.list.entries === 0) return { ok: false, problem: `${url} brought an empty preload list` };
    const { flags, entries } = reading.list;
    const index = writePreloadIndex(flags, entries);
    const stamp: CacheStamp = { date: today, source: url, sha256: sha256(text), index: sha256(index) };
    const file = join(directory, INDEX_FILE);
    await writeWhole(file, index);
    await writeWhole(join(directory, STAMP_FILE), `${JSON.stringify(stamp)}\n`);
    return { ok: true, value: { entries, sha256: stamp.sha256, date: today, file } };
  } catch (error) {
    return { ok: false, problem: reason(error) };
  }
};

/** The live download: verified TLS, whole or not at all. It asks only Chromium's own publishing place. */
export const downloadText: Download = async (url, limit) => {
  const response = await fetch(url, { signal: AbortSignal.timeout(120_000), redirect: 'error' });
  if (!response.ok || response.body === null) throw new Error(`${url} answered with status ${response.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) throw new Error(`${url} sent more than ${limit} bytes`);
  }
  return Buffer.concat(chunks).toString('utf8');
};
