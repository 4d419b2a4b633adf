import type { RangeSource } from '../../../domain/hosting.ts';
import { findIpRange, parseIpRanges } from '../../../parse/web/ip-ranges.ts';
import { type Brought, type Download, reason } from '../download.ts';
import type { AskRanges } from '../port.ts';
import { readStamped, sha256, writeStamped } from '../stamped.ts';

/** Where AWS publishes its ranges: about 3 MB of JSON. */
export const RANGES_URL = 'https://ip-ranges.amazonaws.com/ip-ranges.json';
const MAX_BYTES = 32 * 1024 * 1024;
const FILE = 'ip-ranges.json';

/** Makes published ranges answerable. `date`: the day they were downloaded; null: not known. */
export const openRanges = (
  text: string,
  { source, date }: Pick<RangeSource, 'source' | 'date'>,
): Brought<AskRanges> => {
  const ranges = parseIpRanges(text);
  if (ranges === null) return { ok: false, problem: 'no ip-ranges.json of AWS' };
  const facts: RangeSource = { source, date, published: ranges.published, sha256: sha256(text) };
  return { ok: true, value: async ({ ipRange }) => ({ ...facts, range: findIpRange(ranges, ipRange) }) };
};

/** Answers from what `updateCachedRanges` left in a directory, read when first asked; null where there is none or it is broken. */
export const cachedRanges = (directory: string): AskRanges => {
  let opened: Promise<AskRanges | null> | null = null;
  const open = async (): Promise<AskRanges | null> => {
    const kept = await readStamped(directory, FILE, 'list of ranges');
    if (!kept.ok) return null;
    const ranges = openRanges(kept.value.text, kept.value.stamp);
    return ranges.ok ? ranges.value : null;
  };
  return async (input) => {
    opened ??= open();
    return (await opened)?.(input) ?? null;
  };
};

export interface RangesUpdate extends RangeSource {
  readonly prefixes: number;
  readonly file: string;
}

/**
 * Downloads the ranges into a directory, with the day and the hash of what came. A text that is none leaves the old ones in
 * place.
 * @param today the day of the download, `YYYY-MM-DD`
 */
export const updateCachedRanges = async (
  directory: string,
  today: string,
  download: Download,
  url = RANGES_URL,
): Promise<Brought<RangesUpdate>> => {
  try {
    const text = await download(url, MAX_BYTES);
    const ranges = parseIpRanges(text);
    if (ranges === null || ranges.byPrefix.size === 0)
      return { ok: false, problem: `${url} brought no ip-ranges.json of AWS` };
    const stamp = { date: today, source: url, sha256: sha256(text) };
    const file = await writeStamped(directory, FILE, text, stamp);
    return { ok: true, value: { ...stamp, published: ranges.published, prefixes: ranges.byPrefix.size, file } };
  } catch (error) {
    return { ok: false, problem: reason(error) };
  }
};
