import { type DnsFacts, type DnsOutput, type DnsRead, isUnanswered, type WebResponse } from '../../domain/web.ts';
import { headerValues } from '../../parse/web/location.ts';
import { coversMx, parseStsPolicy, type StsPolicy } from '../../parse/web/mta-sts.ts';
import { isTlsRpt, tlsReportAddresses } from '../../parse/web/tls-rpt.ts';

/** Whether mail to a domain must come over verified TLS. */
export interface StsVerdict {
  /** `off`: withdrawn by the policy itself. `error`: senders find no policy, or one that refuses the domain's own hosts. */
  readonly state: 'enforced' | 'testing' | 'off' | 'none' | 'error' | 'unknown';
  readonly problems: readonly string[];
  readonly mode: StsPolicy['mode'] | null;
  /** Seconds. */
  readonly maxAge: number | null;
  /** Mail hosts that the policy does not cover: senders will not deliver to them. */
  readonly uncovered: readonly string[];
}

const nothing = { problems: [], mode: null, maxAge: null, uncovered: [] } as const;

const ID = /^id[ \t]*=[ \t]*[A-Za-z0-9]{1,32}$/;

const recordsOf = (answer: DnsOutput): readonly string[] => (answer.ok ? answer.records : []);

/** RFC 8461 section 3.1: exactly one record, with an id. */
const recordProblem = ({ answer }: DnsRead): 'none' | 'several-records' | 'id' | null => {
  const records = recordsOf(answer).filter((txt) => /^v=STSv1[ \t]*(?:;|$)/.test(txt));
  const [record, second] = records;
  if (record === undefined) return 'none';
  if (second !== undefined) return 'several-records';
  return record.split(';').some((field) => ID.test(field.trim())) ? null : 'id';
};

const policyIn = ({ status, body, headers }: WebResponse): StsPolicy | string => {
  if (status !== 200 || body === null) return `status-${status}`;
  // A page that answers every path is no policy.
  if (/^text\/html/i.test(headerValues(headers, 'content-type')[0] ?? '')) return 'media-type';
  if (body.encoding !== 'utf8' || body.cut) return 'syntax';
  const reading = parseStsPolicy(body.text);
  return reading.ok ? reading.policy : reading.problem;
};

const mailHosts = ({ mx }: DnsFacts): readonly string[] =>
  recordsOf(mx.answer).flatMap((record) => {
    const host = (record.split(' ')[1] ?? '').replace(/\.$/, '');
    return host === '' ? [] : [host.toLowerCase()];
  });

const judgePolicy = ({ mode, maxAge, mx }: StsPolicy, facts: DnsFacts): StsVerdict => {
  const uncovered =
    mode === 'none' ? [] : mailHosts(facts).filter((host) => !mx.some((pattern) => coversMx(pattern, host)));
  const seen = { mode, maxAge, uncovered };
  if (mode === 'none') return { state: 'off', problems: [], ...seen };
  if (uncovered.length > 0 && mode === 'enforce') return { state: 'error', problems: ['mx-not-covered'], ...seen };
  if (mode === 'testing')
    return { state: 'testing', problems: uncovered.length > 0 ? ['mx-not-covered'] : [], ...seen };
  return isUnanswered(facts.mx.answer)
    ? { state: 'unknown', problems: ['mx-unanswered'], ...seen }
    : { state: 'enforced', problems: [], ...seen };
};

/**
 * Judges MTA-STS (RFC 8461): the record announces a policy, and the policy is served over verified HTTPS, without a redirect
 * (section 3.3), and covers every mail host.
 */
export const judgeSts = (facts: DnsFacts): StsVerdict => {
  if (isUnanswered(facts.mtaSts.answer)) return { state: 'unknown', ...nothing };
  const problem = recordProblem(facts.mtaSts);
  if (problem === 'none') return { state: 'none', ...nothing };
  if (problem !== null) return { state: 'error', ...nothing, problems: [problem] };
  const outcome = facts.mail.stsPolicy?.outcome;
  if (outcome === undefined) return { state: 'unknown', ...nothing };
  if (!outcome.ok) {
    const { kind } = outcome.error;
    return { state: kind === 'tls' ? 'error' : 'unknown', ...nothing, problems: [kind] };
  }
  const policy = policyIn(outcome.response);
  return typeof policy === 'string' ? { state: 'error', ...nothing, problems: [policy] } : judgePolicy(policy, facts);
};

/** Who is told of failed TLS on the way to a domain's mail hosts (RFC 8460). */
export interface TlsReportsVerdict {
  readonly state: 'reports' | 'none' | 'error' | 'unknown';
  readonly to: readonly string[];
}

export const judgeTlsReports = ({ tlsRpt }: DnsFacts): TlsReportsVerdict => {
  if (isUnanswered(tlsRpt.answer)) return { state: 'unknown', to: [] };
  const [record, second] = recordsOf(tlsRpt.answer).filter(isTlsRpt);
  if (record === undefined) return { state: 'none', to: [] };
  const to = second === undefined ? tlsReportAddresses(record) : null;
  return to === null ? { state: 'error', to: [] } : { state: 'reports', to };
};
