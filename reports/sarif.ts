import type { Invocation, Location, Log, Notification, ReportingDescriptor, Result, Run, Suppression } from 'sarif';
import type { Finding } from '../src/domain/finding.ts';
import { groupBy } from '../src/domain/group-by.ts';
import { stableJson } from '../src/domain/json.ts';
import type { Severity } from '../src/domain/kinds.ts';
import type { ClaimResult, ReportFormat, RunResult, WaiverEntry } from '../src/domain/result.ts';
import { counted, visible } from '../src/domain/text.ts';
import { outcomeOf, statusFromFindings, subjectName } from './parts/outline.ts';

/** GitHub keeps this many results of a run; above it, one result tells of all failures of a check under a claim. */
const mostResults = 5_000;
/** GitHub keeps this many tags of a rule. */
const mostTags = 10;

/** CVSS-like numbers that GitHub turns into critical, high, medium and low. */
const securitySeverity: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '7.5',
  medium: '5.0',
  low: '2.0',
};
const level: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};

/** What one result needs to know of the run around it. */
interface Context {
  readonly claims: ReadonlyMap<string, ClaimResult>;
  readonly rules: ReadonlyMap<string, number>;
  readonly waivers: ReadonlyMap<string, WaiverEntry>;
  readonly baselineState: (finding: Finding) => Pick<Result, 'baselineState'>;
}

/**
 * SARIF 2.1.0. Only failures are results, since code scanning makes an alert of every result whatever its kind; what could not be
 * looked at is a notification. Every result points at the line of its claim in the claims file.
 */
const render = (result: RunResult): string => {
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [toRun(result)],
  };
  return `${stableJson(log, 2)}\n`;
};

const toRun = (result: RunResult): Run => {
  const rules = rulesOf(result);
  const context: Context = {
    claims: new Map(result.claims.map((claim) => [claim.id, claim])),
    rules: new Map(rules.map(({ id }, index) => [id, index])),
    waivers: new Map(result.waivers.map((waiver) => [waiver.id, waiver])),
    baselineState: baselineStates(result),
  };
  const failures = result.findings.filter(({ status }) => status === 'fail');
  const { score, coverage, verdict } = result.summary;
  return {
    tool: { driver: { name: 'claimcheck', semanticVersion: result.tool.version, rules } },
    automationDetails: { id: `claimcheck/${visible(result.subject)}/` },
    columnKind: 'utf16CodeUnits',
    invocations: [invocation(result, context)],
    results:
      failures.length > mostResults ? summarised(failures, context) : failures.map((one) => toResult(one, context)),
    properties: { verdict, score, coverage },
  };
};

const rulesOf = ({ claims }: RunResult): ReportingDescriptor[] => {
  const uses = groupBy(
    claims.flatMap((claim) => claim.checks.map(({ id }) => ({ id, claim }))),
    ({ id }) => id,
  );
  return [...uses]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, used]) =>
      toRule(
        id,
        used.map(({ claim }) => claim),
      ),
    );
};

const toRule = (id: string, claims: readonly ClaimResult[]): ReportingDescriptor => {
  const worst = Object.values(securitySeverity).find((value) =>
    claims.some(({ severity }) => securitySeverity[severity] === value),
  );
  return {
    id: visible(id),
    shortDescription: { text: `A sentence of the security page does not hold: ${visible(id)}` },
    fullDescription: { text: claims.map(({ says }) => quoted(says)).join(' ') },
    help: {
      text: `\`claimcheck checks ${visible(id)}\` explains what is looked at, why, and how each failure is repaired.`,
    },
    properties: {
      tags: ['security', ...claims.map((claim) => `claim/${visible(claim.id)}`)].slice(0, mostTags),
      precision: 'high',
      'security-severity': worst ?? securitySeverity.low,
    },
  };
};

const toResult = (finding: Finding, context: Context): Result => {
  const { claim: id, check, fingerprint, subject, message, fix } = finding;
  const claim = context.claims.get(id);
  return {
    ...ofRule(check, claim, context),
    message: { text: sentence(subjectName(subject), `: ${message}. `, claim, fix) },
    locations: [
      {
        ...claimLocation(claim),
        logicalLocations: [
          { name: visible(subjectName(subject)), fullyQualifiedName: visible(subject.id), kind: 'resource' },
        ],
      },
    ],
    // GitHub tells alerts apart by this one alone: several resources fail on the line of one claim.
    partialFingerprints: { primaryLocationLineHash: visible(fingerprint) },
    suppressions: suppressions(finding, context),
    ...context.baselineState(finding),
    properties: { claim: visible(id), evidence: finding.evidence.map(visible) },
  };
};

/** One result per claim and check, and apart from them those that waivers cover. */
const summarised = (failures: readonly Finding[], context: Context): Result[] => {
  const groups = groupBy(failures, ({ claim, check, waiver }) => `${claim}\0${check}\0${waiver ?? ''}`);
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const claim = context.claims.get(first.claim);
    const failing = `${counted(others.length + 1, 'subject')} fail, the first is ${subjectName(first.subject)}`;
    return [
      {
        ...ofRule(first.check, claim, context),
        message: { text: sentence(failing, `: ${first.message}. `, claim, first.fix) },
        locations: [claimLocation(claim)],
        partialFingerprints: {
          primaryLocationLineHash: visible(`${first.claim}/${first.check}/${first.waiver ?? ''}`),
        },
        suppressions: suppressions(first, context),
        occurrenceCount: others.length + 1,
      },
    ];
  });
};

const ofRule = (
  check: string,
  claim: ClaimResult | undefined,
  { rules }: Context,
): Pick<Result, 'ruleId' | 'ruleIndex' | 'kind' | 'level'> => {
  const index = rules.get(visible(check));
  return {
    ruleId: visible(check),
    ...(index === undefined ? {} : { ruleIndex: index }),
    kind: 'fail',
    level: claim === undefined ? 'warning' : level[claim.severity],
  };
};

const suppressions = ({ waiver }: Finding, { waivers }: Context): Suppression[] => {
  if (waiver === null) return [];
  const entry = waivers.get(waiver);
  const terms = entry === undefined ? '' : `: ${entry.reason} (${entry.owner}, through ${entry.expires})`;
  return [{ kind: 'external', status: 'accepted', justification: visible(`${waiver}${terms}`) }];
};

/** With a baseline every result has a state, without one none has (SARIF 2.1.0, 3.27.24). */
const baselineStates = ({ delta }: RunResult): Context['baselineState'] => {
  if (delta === null) return () => ({});
  const fresh = [
    ...delta.regressions,
    ...delta.revealed,
    ...delta.newChecks,
    ...delta.waived.filter(({ was }) => was === 'absent'),
  ];
  const added = new Set(fresh.map(({ fingerprint }) => fingerprint));
  const changed = new Set(delta.worsened.map(({ fingerprint }) => fingerprint));
  return ({ fingerprint }) => ({
    baselineState: added.has(fingerprint) ? 'new' : changed.has(fingerprint) ? 'updated' : 'unchanged',
  });
};

const invocation = ({ run, findings, claims, summary }: RunResult, context: Context): Invocation => {
  const unknown = findings.filter((finding) => outcomeOf(finding) === 'unknown');
  const ofClaim = groupBy(findings, ({ claim }) => claim);
  const undecided = claims.filter(
    ({ id, status }) => status === 'unverified' && statusFromFindings(ofClaim.get(id) ?? []) !== 'unverified',
  );
  return {
    executionSuccessful: !run.partial && summary.exitCode !== 70,
    exitCode: summary.exitCode,
    startTimeUtc: visible(run.startedAt),
    endTimeUtc: visible(run.finishedAt),
    toolExecutionNotifications: [
      ...unknown.map((finding) => unseen(finding, context)),
      ...undecided.map((claim) =>
        notification('unverified', `Claim ${claim.id} is unverified: ${claim.because}`, claim),
      ),
    ],
  };
};

const unseen = ({ claim: id, check, reason, subject, message }: Finding, { claims, rules }: Context): Notification => {
  const index = rules.get(visible(check));
  return {
    ...notification(reason, `${subjectName(subject)}: ${message}`, claims.get(id)),
    level: reason === 'gap.bug' ? 'error' : 'warning',
    ...(index === undefined ? {} : { associatedRule: { id: visible(check), index } }),
  };
};

const notification = (id: string, text: string, claim: ClaimResult | undefined): Notification => ({
  descriptor: { id: visible(id) },
  level: 'warning',
  message: { text: plain(text) },
  locations: [claimLocation(claim)],
});

/** Where the claim stands in the claims file: code scanning refuses a whole file for one result without a place. */
const claimLocation = (claim: ClaimResult | undefined): Location => ({
  physicalLocation: {
    artifactLocation: { uri: toUri(claim?.claimsFile.file ?? 'claims.yaml'), uriBaseId: '%SRCROOT%' },
    region: { startLine: Math.max(1, claim?.claimsFile.line ?? 1) },
  },
});

const toUri = (file: string): string =>
  visible(file)
    .replace(/^(\.\/)+/, '')
    .split(/[/\\]/)
    .map(encodeURIComponent)
    .join('/');

const sentence = (subject: string, said: string, claim: ClaimResult | undefined, fix: string | null): string =>
  plain(
    `${subject}${said}${claim === undefined ? '' : `The page says: ${quoted(claim.says)}`}${fix === null ? '' : ` ${fix}`}`,
  );

const quoted = (text: string): string => plain(`"${text}"`);

/** `[text](target)` is a link in a SARIF message (3.11.6); a blank between keeps it text. */
const plain = (text: string): string => visible(text).replaceAll('](', '] (');

export default {
  id: 'sarif',
  title: 'SARIF 2.1.0 for code scanning',
  extension: 'sarif',
  render,
} satisfies ReportFormat;
