import { type DnsFacts, type DnsRead, isUnanswered } from '../../domain/web.ts';
import {
  consentName,
  type DmarcPolicy,
  type DmarcRecord,
  isDmarc,
  parseDmarc,
  reportHosts,
} from '../../parse/web/dmarc.ts';
import { registrableDomain } from '../../parse/web/host.ts';
import { costsLookup, isSpf, parseSpf, type SpfRecord, spfLookup, spfReferences } from '../../parse/web/spf.ts';

export interface SpfVerdict {
  /** `error`: receivers treat the policy as broken. `unknown`: DNS could not be asked. */
  readonly state: 'enforced' | 'not-effective' | 'none' | 'error' | 'unknown';
  readonly record: string | null;
  /** DNS lookups it takes, of ten allowed. */
  readonly lookups: number;
  /** Those of them that find nothing, of two allowed; as far as they were asked. */
  readonly voidLookups: number;
  readonly problems: readonly string[];
}

/** A host that reports go to, and whether it has agreed to take them. */
export interface ReportTarget {
  readonly host: string;
  /** `own`: of the same organisation, which needs no consent. */
  readonly consent: 'own' | 'yes' | 'no' | 'unknown';
}

export interface DmarcVerdict {
  readonly state: 'enforced' | 'partly' | 'not-enforced' | 'none' | 'error' | 'unknown';
  /** What receivers do, test mode taken into account. */
  readonly policy: DmarcPolicy | null;
  /** The name at which the record was found. */
  readonly at: string | null;
  readonly reports: boolean;
  readonly reportsTo: readonly ReportTarget[];
}

const MAX_LOOKUPS = 10;
const MAX_VOID = 2;
const MAX_DEPTH = 20;

const isFailure = ({ answer }: DnsRead): boolean => isUnanswered(answer);

const recordsOf = (read: DnsRead | undefined): readonly string[] =>
  read?.answer.ok === true ? read.answer.records : [];

interface Tally {
  lookups: number;
  readonly problems: Set<string>;
}

/** The one SPF record of a name; what stands in the way of there being one is tallied. */
const policyAt = (name: string, reads: readonly DnsRead[], tally: Tally): SpfRecord | null => {
  const read = reads.find((one) => one.name === name);
  if (read === undefined) return null;
  if (isFailure(read)) tally.problems.add('unanswered');
  const [record, second] = recordsOf(read).filter(isSpf);
  if (second !== undefined) tally.problems.add('several-records');
  if (record === undefined || second !== undefined) return null;
  const parsed = parseSpf(record);
  if (parsed.broken) tally.problems.add('syntax');
  return parsed;
};

const countLookups = (name: string, path: readonly string[], reads: readonly DnsRead[], tally: Tally): void => {
  const policy = policyAt(name, reads, tally);
  if (policy === null) {
    // A policy that leads to a name without one is a permanent error (RFC 7208 section 5.2).
    if (path.length > 0 && reads.some((read) => read.name === name) && tally.problems.size === 0)
      tally.problems.add('missing-include');
    return;
  }
  tally.lookups += policy.terms.filter(costsLookup).length;
  if (tally.lookups > MAX_LOOKUPS) tally.problems.add('too-many-lookups');
  for (const next of spfReferences(policy)) {
    if (next === name || path.includes(next)) tally.problems.add('loop');
    else if (path.length < MAX_DEPTH && tally.lookups <= MAX_LOOKUPS) countLookups(next, [...path, name], reads, tally);
  }
};

/** How a record ends: the qualifier of the first `all`, else of the policy it redirects to. */
const ending = (name: string, reads: readonly DnsRead[], depth = 0): string | null => {
  const record = recordsOf(reads.find((read) => read.name === name)).find(isSpf);
  if (record === undefined || depth > MAX_LOOKUPS) return null;
  const { terms } = parseSpf(record);
  const all = terms.find((term) => term.kind === 'mechanism' && term.name === 'all');
  if (all !== undefined) return all.qualifier;
  const redirect = terms.find((term) => term.kind === 'modifier' && term.name === 'redirect')?.value;
  return redirect == null ? null : ending(redirect.toLowerCase().replace(/\.$/, ''), reads, depth + 1);
};

/** Lookups that find nothing (RFC 7208 section 4.6.4), each counted as often as a policy asks it. */
const countVoid = ({ spf, mail }: DnsFacts): number => {
  const isVoid = ({ name, types }: { readonly name: string; readonly types: readonly string[] }): boolean => {
    const reads = mail.spfLookups.filter((read) => read.name === name && types.includes(read.type));
    return reads.length === types.length && reads.every(({ answer }) => !answer.ok && !isUnanswered(answer));
  };
  return spf.flatMap((read) => {
    const record = recordsOf(read).find(isSpf);
    const terms = record === undefined ? [] : parseSpf(record).terms;
    return terms.flatMap((term) => spfLookup(term, read.name) ?? []).filter(isVoid);
  }).length;
};

/** Judges the SPF policy of the mail domain (RFC 7208): it must be one, within its lookups, and end in `-all` or `~all`. */
export const judgeSpf = (facts: DnsFacts): SpfVerdict => {
  const { mailDomain, spf } = facts;
  const read = spf.find(({ name }) => name === mailDomain);
  const record = recordsOf(read).find(isSpf) ?? null;
  const nothing = { record, lookups: 0, voidLookups: 0, problems: [] };
  if (read === undefined || isFailure(read)) return { state: 'unknown', ...nothing };
  if (record === null) return { state: 'none', ...nothing };
  const tally: Tally = { lookups: 0, problems: new Set() };
  countLookups(mailDomain, [], spf, tally);
  const voidLookups = countVoid(facts);
  if (voidLookups > MAX_VOID) tally.problems.add('too-many-void-lookups');
  const problems = [...tally.problems];
  const seen = { record, lookups: tally.lookups, voidLookups, problems };
  if (problems.some((problem) => problem !== 'unanswered')) return { state: 'error', ...seen };
  if (problems.length > 0) return { state: 'unknown', ...seen };
  const end = ending(mailDomain, spf);
  return { state: end === '-' || end === '~' ? 'enforced' : 'not-effective', ...seen };
};

const lower: Readonly<Record<DmarcPolicy, DmarcPolicy>> = { reject: 'quarantine', quarantine: 'none', none: 'none' };

const effective = ({ p, sp, test }: DmarcRecord, own: boolean): DmarcPolicy => {
  const policy = own ? p : (sp ?? p);
  return test ? lower[policy] : policy;
};

/** Whether the hosts that reports go to take them: another organisation's must say so in DNS, else none are sent. */
const targetsOf = (record: DmarcRecord, domain: string, { mail }: DnsFacts): readonly ReportTarget[] =>
  reportHosts(record).map((host) => {
    if (registrableDomain(host) === registrableDomain(domain)) return { host, consent: 'own' };
    const read = mail.reportConsents.find(({ name }) => name === consentName(domain, host));
    if (read === undefined || isFailure(read)) return { host, consent: 'unknown' };
    return { host, consent: recordsOf(read).some(isDmarc) ? 'yes' : 'no' };
  });

/** Judges the DMARC policy that counts for the mail domain (RFC 9989): its own, else the nearest parent's. */
export const judgeDmarc = (facts: DnsFacts): DmarcVerdict => {
  const { mailDomain, dmarc } = facts;
  const none = { policy: null, at: null, reports: false, reportsTo: [] };
  if (dmarc.some(isFailure)) return { state: 'unknown', ...none };
  const read = dmarc.find((one) => recordsOf(one).some(isDmarc));
  const [text, second] = recordsOf(read).filter(isDmarc);
  if (read === undefined || text === undefined) return { state: 'none', ...none };
  // Of several records none counts (RFC 9989 section 4.7).
  if (second !== undefined) return { state: 'error', ...none, at: read.name };
  const record = parseDmarc(text);
  const policy = effective(record, read.name === `_dmarc.${mailDomain}`);
  const reportsTo = targetsOf(record, read.name.replace(/^_dmarc\./, ''), facts);
  const seen = { policy, at: read.name, reports: record.rua.length > 0, reportsTo };
  if (policy === 'none') return { state: 'not-enforced', ...seen };
  return { state: record.percent < 100 ? 'partly' : 'enforced', ...seen };
};

/** Whether a TXT record of the given version stands at a name: `yes`, `no`, or `unknown` when DNS did not answer. */
export const hasVersion = (read: DnsRead, version: string): 'yes' | 'no' | 'unknown' => {
  if (isFailure(read)) return 'unknown';
  return recordsOf(read).filter((txt) => txt.split(';')[0]?.trim() === `v=${version}`).length === 1 ? 'yes' : 'no';
};
