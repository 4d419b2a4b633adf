import type { HttpFacts, PreloadListFacts } from '../../domain/web.ts';
import { isForced } from '../../parse/web/hsts-list.ts';
import { asksForPreload } from '../../parse/web/hsts-preload-header.ts';
import { type HstsVerdict, readHsts } from './hsts.ts';
import { checkPreloadEligibility, type Eligibility } from './preload-eligibility.ts';

/** What hstspreload.org says of a host; null where it was not asked. */
export type ListServiceState =
  | 'unknown'
  | 'pending'
  | 'preloaded'
  | 'rejected'
  | 'removed'
  | 'pending-removal'
  | 'pending-automated-removal';

export interface PreloadVerdict {
  /** `at-risk`: true today, and anyone may end it. */
  readonly verdict: 'verified' | 'at-risk' | 'contradicted' | 'inconclusive';
  readonly state: 'preloaded' | 'pending' | 'pending-removal' | 'not-listed' | 'unknown';
  /** Name of the entry that decides. */
  readonly coveredBy: string | null;
  readonly listDate: string | null;
  readonly confidence: 'high' | 'medium' | 'low';
  readonly because: string;
}

export interface PreloadContext {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly online: ListServiceState | null;
}

const DAY = 86_400_000;
const FRESH_DAYS = 30;

/** Whether a list speaks for today. Without a stated date, or with one that is yet to come, it does not. */
const isFresh = ({ date }: PreloadListFacts, now: number): boolean => {
  const day = date === null ? Number.NaN : Date.parse(`${date}T00:00:00Z`);
  return day <= now + DAY && now - day <= FRESH_DAYS * DAY;
};

interface Case {
  readonly facts: HttpFacts;
  readonly hsts: HstsVerdict;
  readonly eligibility: Eligibility;
  readonly online: ListServiceState | null;
  readonly now: number;
}

type Part = Pick<PreloadVerdict, 'verdict' | 'state' | 'confidence' | 'because'>;

const part = (
  verdict: PreloadVerdict['verdict'],
  state: PreloadVerdict['state'],
  confidence: PreloadVerdict['confidence'],
  because: string,
): Part => ({ verdict, state, confidence, because });

const listName = (list: PreloadListFacts): string =>
  list.date === null ? 'a list of unstated date' : `the list of ${list.date}`;

/** Rules on the name never held for entries taken by hand, and a host that does not answer now shows no change. */
const endangers = (rule: string): boolean =>
  /^(?:header|response|redirects)\.|^domain\.(?:tls\.(?:invalid|sha1)|www)/.test(rule);

const judgeForced = ({ facts, eligibility, now, online }: Case, list: PreloadListFacts): Part => {
  const name = list.entry?.name ?? facts.host;
  const by = name === facts.host ? `in ${listName(list)}` : `covered by ${name} in ${listName(list)}`;
  const fresh = online === 'preloaded' || isFresh(list, now);
  if (name === facts.host && eligibility.errors.some(endangers)) {
    return part(
      'at-risk',
      'preloaded',
      fresh ? 'high' : 'medium',
      `${by}, but the site no longer meets the list's rules: anyone may file its removal, and a scan may drop it`,
    );
  }
  return part('verified', 'preloaded', fresh ? 'high' : 'medium', by);
};

/** The submission form takes nobody without the `preload` token, so an older absence still holds. */
const cannotHaveJoined = ({ hsts }: Case): boolean => {
  if (hsts.status === 'unknown') return false;
  return hsts.addresses.every(({ status, lines }) => status === 'unknown' || !lines.some(asksForPreload));
};

const judgeAbsent = (one: Case, list: PreloadListFacts): Part => {
  const { now } = one;
  if (isFresh(list, now)) return part('contradicted', 'not-listed', 'high', `not forced by ${listName(list)}`);
  if (cannotHaveJoined(one)) {
    return part(
      'contradicted',
      'not-listed',
      'medium',
      `not in ${listName(list)}, and without the preload directive it cannot have been accepted since`,
    );
  }
  return part('inconclusive', 'unknown', 'low', `not in ${listName(list)}; it may have been added since`);
};

const judgeOnline = (online: ListServiceState): Part | null => {
  switch (online) {
    case 'pending-removal':
    case 'pending-automated-removal':
      return part('at-risk', 'pending-removal', 'high', 'the list service says that it is being removed');
    case 'pending':
      return part('contradicted', 'pending', 'high', 'submitted, but in no browser yet');
    case 'removed':
    case 'rejected':
    case 'unknown':
      return part('contradicted', 'not-listed', 'high', `the list service says: ${online}`);
    case 'preloaded':
      return null;
  }
};

const judge = (one: Case): Part => {
  const {
    facts: { host, preload },
    online,
  } = one;
  const forced = preload !== null && isForced(preload.entry, host);
  const said = online === null ? null : judgeOnline(online);
  // The service reads "unknown" for subdomains that an ancestor's entry covers; the list itself knows better.
  if (said !== null && !(forced && online === 'unknown')) return said;
  if (preload !== null && forced) return judgeForced(one, preload);
  if (online === 'preloaded') {
    return one.eligibility.errors.some(endangers)
      ? part('at-risk', 'preloaded', 'high', "the list service has it, but the site no longer meets the list's rules")
      : part('verified', 'preloaded', 'high', 'the list service says: preloaded');
  }
  return preload === null
    ? part('inconclusive', 'unknown', 'low', 'no preload list at hand')
    : judgeAbsent(one, preload);
};

/**
 * Judges "HTTPS from the very first request": list membership decides, never the `preload` directive. It holds for
 * browsers that ship the list; API clients, curl and SDKs do not use it.
 */
export const judgePreload = (facts: HttpFacts, { now, online }: PreloadContext): PreloadVerdict => {
  const one = { facts, hsts: readHsts(facts), eligibility: checkPreloadEligibility(facts), online, now };
  const entry = facts.preload?.entry ?? null;
  return {
    ...judge(one),
    coveredBy: isForced(entry, facts.host) ? (entry?.name ?? null) : null,
    listDate: facts.preload?.date ?? null,
  };
};
