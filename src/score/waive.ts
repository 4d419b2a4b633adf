import { endpointName, type Waiver, type WaiverTarget } from '../domain/claim.ts';
import type { Finding, Subject } from '../domain/finding.ts';
import type { WaiverEntry } from '../domain/result.ts';

type Waivable = Pick<Finding, 'fingerprint' | 'claim' | 'check' | 'status' | 'subject'>;

/** A waived finding stays in the result and is counted apart: it decides neither a claim's status nor its score. */
export const isWaived = (finding: Pick<Finding, 'waiver'>): boolean => finding.waiver !== null;

/**
 * Finds the waiver that covers a finding on `day` (UTC, `YYYY-MM-DD`): claim, check and target match whole and exactly, the
 * status is the one the waiver expects, and the day is not past `expires`. Of several the one that lasts longest counts.
 */
export const waiverFor =
  (waivers: readonly Waiver[], day: string) =>
  (finding: Waivable): string | null => {
    const valid = waivers.filter((waiver) => !isExpired(waiver, day) && covers(waiver, finding));
    return valid.sort(longestFirst)[0]?.id ?? null;
  };

/** The findings with the ids of their waivers, and what became of each waiver. Pure; order of findings is kept. */
export const waive = (
  findings: readonly Finding[],
  waivers: readonly Waiver[],
  day: string,
): { readonly findings: readonly Finding[]; readonly waivers: readonly WaiverEntry[] } => {
  const waiverOf = waiverFor(waivers, day);
  return {
    findings: findings.map((finding) => ({ ...finding, waiver: waiverOf(finding) })),
    waivers: waiverEntries(findings, waivers, day),
  };
};

/** What became of each waiver, sorted by id. An expired one lists the findings that it no longer covers. */
export const waiverEntries = (
  findings: readonly Waivable[],
  waivers: readonly Waiver[],
  day: string,
): readonly WaiverEntry[] =>
  waivers
    .map((waiver): WaiverEntry => {
      const matching = findings.filter((finding) => covers(waiver, finding)).map(({ fingerprint }) => fingerprint);
      return {
        id: waiver.id,
        owner: waiver.owner,
        reason: waiver.reason,
        expires: waiver.expires,
        state: isExpired(waiver, day) ? 'expired' : matching.length > 0 ? 'applied' : 'unused',
        daysLeft: daysBetween(day, waiver.expires),
        findings: matching.sort(),
      };
    })
    .sort((a, b) => compare(a.id, b.id));

const covers = (waiver: Waiver, finding: Waivable): boolean =>
  waiver.check === finding.check &&
  waiver.expect === finding.status &&
  (waiver.claim === null || waiver.claim === finding.claim) &&
  isTarget(waiver.target, finding.subject);

const isTarget = (target: WaiverTarget, subject: Subject): boolean =>
  target.type === 'resource'
    ? subject.account === target.account && subject.id === target.resource
    : subject.account === null && subject.id === endpointName(target.endpoint);

/** `expires` is an inclusive day; days of this form sort as text. */
const isExpired = ({ expires }: Waiver, day: string): boolean => day > expires;

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const longestFirst = (a: Waiver, b: Waiver): number => compare(b.expires, a.expires) || compare(a.id, b.id);
