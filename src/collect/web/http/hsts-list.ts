import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PreloadListFacts } from '../../../domain/web.ts';
import { findPreloadEntry, parsePreloadList } from '../../../parse/web/hsts-list.ts';
import type { AskPreloadList } from './ports.ts';

/** Where Chromium publishes the list: about 15 MB of JSON. */
export const LIST_URL =
  'https://raw.githubusercontent.com/chromium/chromium/main/net/http/transport_security_state_static.json';
const MAX_BYTES = 64 * 1024 * 1024;
const LIST_FILE = 'hsts-preload.json';
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
  const { list } = reading;
  const facts = { date, sha256: sha256(text), source, entries: list.entries };
  return {
    ok: true,
    value: async ({ hstsList }): Promise<PreloadListFacts> => ({ ...facts, entry: findPreloadEntry(list, hstsList) }),
  };
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

const readStamp = (text: string): (ListStamp & { readonly sha256: string }) | null => {
  try {
    const stamp: unknown = JSON.parse(text);
    if (typeof stamp !== 'object' || stamp === null) return null;
    const { date, source, sha256: hash } = Object.fromEntries(Object.entries(stamp));
    if (typeof source !== 'string' || typeof hash !== 'string') return null;
    if (typeof date !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
    return { date, source, sha256: hash };
  } catch {
    return null;
  }
};

/** Opens the list that `updateCachedList` left in a directory; it must be the very text that was downloaded. */
export const openCachedList = async (directory: string): Promise<ListResult<AskPreloadList>> => {
  try {
    const [text, stampText] = await Promise.all(
      [LIST_FILE, STAMP_FILE].map((name) => readFile(join(directory, name), 'utf8')),
    );
    const stamp = readStamp(stampText ?? '');
    if (text === undefined || stamp === null) return { ok: false, problem: 'the stamp of the cached list is broken' };
    if (stamp.sha256 !== sha256(text)) return { ok: false, problem: 'the cached list was changed after its download' };
    return openPreloadList(text, stamp);
  } catch (error) {
    return { ok: false, problem: `no list in ${directory}: ${error instanceof Error ? error.message : String(error)}` };
  }
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
 * Downloads the list into a directory, with the day and the hash of what came. A text that is no list leaves the old
 * one in place.
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
    const stamp = { date: today, source: url, sha256: sha256(text) };
    const file = join(directory, LIST_FILE);
    await writeWhole(file, text);
    await writeWhole(join(directory, STAMP_FILE), `${JSON.stringify(stamp)}\n`);
    return { ok: true, value: { entries: reading.list.entries, sha256: stamp.sha256, date: today, file } };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
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
