import type { PreloadListFacts } from '../../../domain/web.ts';
import { readPreloadIndex, writePreloadIndex } from '../../../parse/web/hsts-index.ts';
import { findPreloadEntry, type PreloadList, parsePreloadList } from '../../../parse/web/hsts-list.ts';
import { type Brought, type Download, reason } from '../download.ts';
import { readStamped, sha256, writeStamped } from '../stamped.ts';
import type { AskPreloadList } from './ports.ts';

/** Where Chromium publishes the list: about 15 MB of JSON. */
export const LIST_URL =
  'https://raw.githubusercontent.com/chromium/chromium/main/net/http/transport_security_state_static.json';
const MAX_BYTES = 64 * 1024 * 1024;
const INDEX_FILE = 'hsts-preload.index';

/** What is known of a list that lies in a file. */
export interface ListStamp {
  /** `YYYY-MM-DD`, the day of the download or as the user states it; null: unknown, which counts as old. */
  readonly date: string | null;
  readonly source: string;
}

/** Makes a list answerable. The text is parsed here, once. */
export const openPreloadList = (text: string, { date, source }: ListStamp): Brought<AskPreloadList> => {
  const reading = parsePreloadList(text);
  if (!reading.ok) return { ok: false, problem: reading.problem };
  return { ok: true, value: answering(reading.list, { date, sha256: sha256(text), source }) };
};

/** A preload port that reads its list only when it is first asked; null where there is none or it is broken. */
export const lazyPreloadList = (load: () => Promise<Brought<AskPreloadList>>): AskPreloadList => {
  let opened: Promise<Brought<AskPreloadList>> | null = null;
  return async (input) => {
    opened ??= load();
    const list = await opened;
    return list.ok ? list.value(input) : null;
  };
};

const answering =
  (list: PreloadList, facts: Omit<PreloadListFacts, 'entry' | 'entries'>): AskPreloadList =>
  async ({ hstsList }) => ({ ...facts, entries: list.entries, entry: findPreloadEntry(list, hstsList) });

/** Opens the list that `updateCachedList` left in a directory; it must be the very one that was made then. */
export const openCachedList = async (directory: string): Promise<Brought<AskPreloadList>> => {
  const kept = await readStamped(directory, INDEX_FILE, 'list');
  if (!kept.ok) return kept;
  const list = readPreloadIndex(kept.value.text);
  if (list === null) return { ok: false, problem: 'the cached list is of another version' };
  return { ok: true, value: answering(list, kept.value.stamp) };
};

/** A `?format=TEXT` page of googlesource is base64; JSON and its comments never are. */
const decodeListing = (body: string): string =>
  /^[A-Za-z0-9+/=\s]+$/.test(body.slice(0, 1000)) ? Buffer.from(body, 'base64').toString('utf8') : body;

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
): Promise<Brought<ListUpdate>> => {
  try {
    const text = decodeListing(await download(url, MAX_BYTES));
    const reading = parsePreloadList(text);
    if (!reading.ok) return { ok: false, problem: `${url} brought no preload list: ${reading.problem}` };
    if (reading.list.entries === 0) return { ok: false, problem: `${url} brought an empty preload list` };
    const { flags, entries } = reading.list;
    const stamp = { date: today, source: url, sha256: sha256(text) };
    const file = await writeStamped(directory, INDEX_FILE, writePreloadIndex(flags, entries), stamp);
    return { ok: true, value: { entries, sha256: stamp.sha256, date: today, file } };
  } catch (error) {
    return { ok: false, problem: reason(error) };
  }
};
