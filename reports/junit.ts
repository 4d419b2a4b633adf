import type { Finding } from '../src/domain/finding.ts';
import { groupBy } from '../src/domain/group-by.ts';
import type { ClaimResult, ReportFormat, RunResult, WaiverEntry } from '../src/domain/result.ts';
import { percent, visible } from '../src/domain/text.ts';
import { findingsByClaim, outcomeOf, statusFromFindings, subjectName } from './parts/outline.ts';

type Outcome = 'passed' | 'failure' | 'error' | 'skipped';

interface Case {
  readonly classname: string;
  readonly name: string;
  readonly outcome: Outcome;
  readonly message: string;
  /** Lines below the message. */
  readonly details: readonly string[];
  readonly output: readonly string[];
}

interface Suite {
  readonly claim: ClaimResult;
  readonly cases: readonly Case[];
}

/**
 * JUnit XML in the shape that Jenkins, GitLab, Azure and CircleCI share: a suite per claim, a case per finding. What is unknown
 * is an `<error>`, never skipped: it must show red. A claim that a valid document attests is a passing case.
 */
const render = (result: RunResult): string => {
  const findingsOf = findingsByClaim(result);
  const waivers = new Map(result.waivers.map((waiver) => [waiver.id, waiver]));
  const suites = result.claims.map((claim) => ({ claim, cases: casesOf(claim, findingsOf(claim), waivers) }));
  const { startedAt, finishedAt } = result.run;
  const seconds = Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt) || 0) / 1000;
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="claimcheck: ${attribute(result.subject)}" ${counts(all)} time="${seconds}">`,
    ...suites.flatMap((suite) => suiteLines(suite, startedAt)),
    '</testsuites>',
    '',
  ].join('\n');
};

const casesOf = (
  claim: ClaimResult,
  findings: readonly Finding[],
  waivers: ReadonlyMap<string, WaiverEntry>,
): readonly Case[] => {
  const cases = distinctNames(findings.map((finding) => findingCase(claim, finding, waivers)));
  return statusFromFindings(findings) === claim.status ? cases : [...cases, claimCase(claim)];
};

const findingCase = (claim: ClaimResult, finding: Finding, waivers: ReadonlyMap<string, WaiverEntry>): Case => {
  const { check, subject, message, fix, proof, evidence, fingerprint } = finding;
  const [outcome, told] = outcomeAndMessage(claim, finding, waivers);
  return {
    classname: `${claim.id}.${check}`,
    name: subjectName(subject),
    outcome,
    message: told,
    details: outcome === 'passed' ? [] : [`page: ${claim.says}`, ...(fix === null ? [] : [`fix: ${fix}`])],
    output: [
      message,
      ...(proof === null ? [] : [proof.text]),
      ...evidence.map((name) => `evidence: ${name}`),
      fingerprint,
    ],
  };
};

const outcomeAndMessage = (
  claim: ClaimResult,
  finding: Finding,
  waivers: ReadonlyMap<string, WaiverEntry>,
): readonly [Outcome, string] => {
  const { message } = finding;
  switch (outcomeOf(finding)) {
    case 'pass':
      return ['passed', message];
    case 'fail':
      return ['failure', message];
    case 'notApplicable':
      return ['skipped', message];
    case 'unknown':
      return claim.status === 'attested' ? ['skipped', `${message}; ${claim.because}`] : ['error', message];
    case 'waived': {
      const waiver = waivers.get(finding.waiver ?? '');
      const terms = waiver === undefined ? '' : ` through ${waiver.expires} by ${waiver.owner}: ${waiver.reason}`;
      return ['skipped', `waived by ${finding.waiver}${terms} (${message})`];
    }
  }
};

const claimOutcome: Readonly<Record<ClaimResult['status'], Outcome>> = {
  supported: 'passed',
  attested: 'passed',
  contradicted: 'failure',
  unverified: 'error',
  notApplicable: 'skipped',
};

/** For a claim whose status its findings do not tell: attested, or decided by no check at all. */
const claimCase = (claim: ClaimResult): Case => ({
  classname: `${claim.id}.claim`,
  name: claim.attestation?.document ?? claim.kind,
  outcome: claimOutcome[claim.status],
  message: claim.because,
  details: [`page: ${claim.says}`],
  output: [claim.because],
});

/** Readers keep only the first of several cases of one name, so those get their fingerprints (the last line of output). */
const distinctNames = (cases: readonly Case[]): readonly Case[] => {
  const groups = groupBy(cases, ({ classname, name }) => `${classname}\0${visible(name)}`);
  return cases.map((one) => {
    const twins = groups.get(`${one.classname}\0${visible(one.name)}`) ?? [];
    return twins.length > 1 ? { ...one, name: `${one.name} ${one.output.at(-1)}` } : one;
  });
};

const suiteLines = ({ claim, cases }: Suite, startedAt: string): readonly string[] => [
  `  <testsuite name="${attribute(claim.id)}" ${counts(cases)} time="0" timestamp="${attribute(startedAt)}">`,
  '    <properties>',
  ...Object.entries({
    says: claim.says,
    kind: claim.kind,
    severity: claim.severity,
    status: claim.status,
    because: claim.because,
    score: percent(claim.score),
    coverage: percent(claim.coverage),
  }).map(([name, value]) => `      <property name="${name}" value="${attribute(value)}"/>`),
  '    </properties>',
  ...cases.flatMap(caseLines),
  '  </testsuite>',
];

const caseLines = ({ classname, name, outcome, message, details, output }: Case): readonly string[] => [
  `    <testcase classname="${attribute(classname)}" name="${attribute(name)}" time="0">`,
  ...(outcome === 'passed' ? [] : [outcomeElement(outcome, message, details)]),
  `      <system-out>${lines(output)}</system-out>`,
  '    </testcase>',
];

const types: Readonly<Record<Exclude<Outcome, 'passed'>, string>> = {
  failure: ' type="contradicted"',
  error: ' type="unverified"',
  skipped: '',
};

/** Some readers show the attribute and some the content, so the message is in both. */
const outcomeElement = (outcome: Exclude<Outcome, 'passed'>, message: string, details: readonly string[]): string =>
  `      <${outcome}${types[outcome]} message="${attribute(message)}">${lines([message, ...details])}</${outcome}>`;

const counts = (cases: readonly Case[]): string => {
  const of = (outcome: Outcome): number => cases.filter((one) => one.outcome === outcome).length;
  return `tests="${cases.length}" failures="${of('failure')}" errors="${of('error')}" skipped="${of('skipped')}"`;
};

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** One line of XML text: nothing illegal in XML 1.0, no markup, and no `[[ATTACHMENT|…]]` that GitLab would follow. */
const attribute = (text: string): string =>
  visible(text)
    .replace(/\[(?=\[)/g, '[ ')
    .replace(/[&<>"']/g, (character) => entities[character] ?? character);

const lines = (texts: readonly string[]): string => texts.map(attribute).join('\n');

export default { id: 'junit', title: 'JUnit XML, a case per finding', extension: 'xml', render } satisfies ReportFormat;
