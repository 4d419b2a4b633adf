import type { PreloadEntry } from '../../domain/web.ts';

const FORCE = 1;
const SUBDOMAINS = 2;
const EIGHTEEN_WEEKS = 4;

/** An HSTS preload list: name -> flags. */
export interface PreloadList {
  readonly flags: { readonly get: (name: string) => number | undefined };
  /** Number of names that force HTTPS. */
  readonly entries: number;
}

export type PreloadListReading =
  | { readonly ok: true; readonly list: PreloadList & { readonly flags: ReadonlyMap<string, number> } }
  | { readonly ok: false; readonly problem: string };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Only whole lines are comments: a pattern that cuts from any `//` on would destroy URLs in values. */
const withoutComments = (text: string): string => text.replace(/^[ \t]*\/\/.*$/gm, '');

const flagsOf = (entry: Readonly<Record<string, unknown>>): number =>
  (entry['mode'] === 'force-https' ? FORCE : 0) |
  (entry['include_subdomains'] === true ? SUBDOMAINS : 0) |
  (entry['policy'] === 'bulk-18-weeks' ? EIGHTEEN_WEEKS : 0);

const fail = (problem: string): PreloadListReading => ({ ok: false, problem });

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Reads an HSTS preload list in the format of Chromium's transport_security_state_static.json: JSON with whole-line
 * `//` comments and an array `entries`. An entry of the wrong shape spoils the list: a half-read list would call
 * names unlisted that are listed.
 */
export const parsePreloadList = (text: string): PreloadListReading => {
  const json = parseJson(withoutComments(text));
  if (json === undefined) return fail('not JSON');
  if (!isRecord(json) || !Array.isArray(json['entries'])) return fail('no array "entries"');
  const flags = new Map<string, number>();
  const entries: readonly unknown[] = json['entries'];
  let forced = 0;
  for (const [index, entry] of entries.entries()) {
    if (!isRecord(entry) || typeof entry['name'] !== 'string' || entry['name'] === '') {
      return fail(`entry ${index} has no name`);
    }
    const bits = flagsOf(entry);
    flags.set(entry['name'].toLowerCase(), bits);
    if ((bits & FORCE) !== 0) forced += 1;
  }
  return { ok: true, list: { flags, entries: forced } };
};

/**
 * The entry that decides for a name, found as Chromium finds it (net/http/transport_security_state.cc): the nearest
 * one on the way to the root, whatever it says. null: no entry, or not a name.
 */
export const findPreloadEntry = (list: PreloadList, host: string): PreloadEntry | null => {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (name === '' || name.startsWith('.') || name.endsWith('.') || name.includes('..')) return null;
  for (let at = 0; ; ) {
    const candidate = name.slice(at);
    const bits = list.flags.get(candidate);
    if (bits !== undefined) {
      return {
        name: candidate,
        forceHttps: (bits & FORCE) !== 0,
        includeSubdomains: (bits & SUBDOMAINS) !== 0,
        eighteenWeeks: (bits & EIGHTEEN_WEEKS) !== 0,
      };
    }
    const dot = name.indexOf('.', at);
    if (dot === -1) return null;
    at = dot + 1;
  }
};

/** Whether an entry makes browsers use HTTPS for a host from the very first request. */
export const isForced = (entry: PreloadEntry | null, host: string): boolean =>
  entry?.forceHttps === true && (entry.includeSubdomains || entry.name === host.toLowerCase().replace(/\.$/, ''));
