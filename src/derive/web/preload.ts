import type { HttpFacts, PreloadListFacts } from '../../domain/web.ts';
import { isForced } from '../../parse/web/hsts-list.ts';
import { asksForPreload } from '../../parse/web/hsts-preload-header.ts';
import { type HstsVerdict, readHsts } from './hsts.ts';
import { readService, type ServiceReading, type ServiceWord } from './list-service.ts';
import { checkPreloadEligibility, type Eligibility } from './preload-eligibility.ts';

export interface PreloadVerdict {
  /** `at-risk`: true today, and anyone may end it. */
  readonly verdict: 'verified' | 'at-risk' | 'contradicted' | 'inconclusive';
  readonly state: 'preloaded' | 'pending' | 'pending-removal' | 'not-listed' | 'unknown';
  /** Name of the entry that decides. */
  readonly coveredBy: string | null;
  readonly listDate: string | null;
  readonly confidence: 'high' | 'medium' | 'low';
  readonly because: string;
  /** What the list's service says; null: it was not asked, or has not answered. */
  readonly service: ServiceWord | null;
}

export interface PreloadContext {
  /** Milliseconds since the epoch. */
  readonly now: number;
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
  /** null: the service was not asked. */
  readonly service: ServiceReading | null;
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

const NO_LONGER_MEETS =
  "the site no longer meets the list's rules: anyone may file its removal, and a scan may drop it";

const judgeForced = ({ facts, eligibility, now }: Case, list: PreloadListFacts, confirmed = false): Part => {
  const name = list.entry?.name ?? facts.host;
  const by = name === facts.host ? `in ${listName(list)}` : `covered by ${name} in ${listName(list)}`;
  const confidence = confirmed || isFresh(list, now) ? 'high' : 'medium';
  return name === facts.host && eligibility.errors.some(endangers)
    ? part('at-risk', 'preloaded', confidence, `${by}, but ${NO_LONGER_MEETS}`)
    : part('verified', 'preloaded', confidence, by);
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

/** By the list alone. */
const judgeByList = (one: Case): Part => {
  const { preload, host } = one.facts;
  if (preload === null) return part('inconclusive', 'unknown', 'low', 'no preload list at hand');
  return isForced(preload.entry, host) ? judgeForced(one, preload) : judgeAbsent(one, preload);
};

const saysOf = (word: ServiceWord, host: string): string =>
  `the list service says: ${word.domain === host ? '' : `${word.domain} is `}${word.state}`;

/** By the service alone, which is at most half a day behind Chromium's main branch. */
const judgeByService = ({ facts: { host }, eligibility }: Case, word: ServiceWord): Part => {
  const says = saysOf(word, host);
  switch (word.state) {
    case 'preloaded':
      return word.domain === host && eligibility.errors.some(endangers)
        ? part('at-risk', 'preloaded', 'high', `${says}, but ${NO_LONGER_MEETS}`)
        : part('verified', 'preloaded', 'high', says);
    case 'pending-removal':
    case 'pending-automated-removal':
      return part('at-risk', 'pending-removal', 'high', `${says}: browsers still ship it, and will drop it`);
    case 'pending': {
      const later = eligibility.errors.some(endangers) ? NO_LONGER_MEETS : 'it is expected later';
      return part('contradicted', 'pending', 'high', `${says}: submitted, but in no browser yet; ${later}`);
    }
    case 'removed':
    case 'rejected':
    case 'unknown':
      return part('contradicted', 'not-listed', 'high', says);
  }
};

/** Where the list forces the host, and the service knows nothing of it or says that it is out. */
const judgeConflict = (one: Case, list: PreloadListFacts, word: ServiceWord): Part => {
  const says = `${saysOf(word, one.facts.host)}, and ${listName(list)} has it`;
  if (!isFresh(list, one.now)) {
    return word.state === 'removed'
      ? part('contradicted', 'not-listed', 'high', says)
      : part('inconclusive', 'unknown', 'low', `${says}: they disagree`);
  }
  // Out of the source, and in the browsers that were built from it lately.
  if (word.state === 'removed') return part('at-risk', 'pending-removal', 'medium', `${says}: browsers will drop it`);
  const listed = judgeForced(one, list);
  return { ...listed, confidence: 'medium', because: `${listed.because}, though ${saysOf(word, one.facts.host)}` };
};

const judge = (one: Case): Part => {
  const { facts, service } = one;
  const { preload, host } = facts;
  const listed = judgeByList(one);
  if (service === null) return listed;
  if (!service.ok) return { ...listed, because: `${listed.because}; the list service did not say: ${service.problem}` };
  const { word } = service;
  if (preload === null || !isForced(preload.entry, host)) return judgeByService(one, word);
  if (word.state === 'preloaded') return judgeForced(one, preload, true);
  return word.state === 'pending-removal' || word.state === 'pending-automated-removal'
    ? judgeByService(one, word)
    : judgeConflict(one, preload, word);
};

/** The name of the entry that decides, by the list or else by the service. */
const coveringName = ({ host, preload }: HttpFacts, service: ServiceReading | null): string | null => {
  if (preload !== null && isForced(preload.entry, host)) return preload.entry?.name ?? null;
  return service?.ok === true && service.word.state === 'preloaded' ? service.word.domain : null;
};

/**
 * Judges "HTTPS from the very first request": list membership decides, never the `preload` directive. It holds for
 * browsers that ship the list; API clients, curl and SDKs do not use it.
 */
export const judgePreload = (facts: HttpFacts, { now }: PreloadContext): PreloadVerdict => {
  const service = facts.listService === null ? null : readService(facts.listService);
  const one = { facts, hsts: readHsts(facts), eligibility: checkPreloadEligibility(facts), service, now };
  const judged = judge(one);
  const isIn = judged.state === 'preloaded' || judged.state === 'pending-removal';
  return {
    ...judged,
    coveredBy: isIn ? coveringName(facts, service) : null,
    listDate: facts.preload?.date ?? null,
    service: service?.ok === true ? service.word : null,
  };
};
