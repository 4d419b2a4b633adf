import type { Facts, Finding, Hop, Proof, Subject } from '../domain/finding.ts';
import { describeGap } from '../domain/gap.ts';
import { kinds } from '../domain/kinds.ts';
import type { ClaimResult, RunResult } from '../domain/result.ts';
import type { Scope } from '../domain/slice.ts';
import { percent } from '../domain/text.ts';
import { blank, cell, type Line, rule, span, type Tone } from './line.ts';
import type { ClaimState, GapState } from './run.ts';
import { clipMiddle, displayWidth, safeText, wrap } from './text.ts';
import { marks, markWord } from './theme.ts';

const labelWidth = 11;
/** Running text wider than this is hard to read. */
const widestText = 110;

/** Lines of a text after an indent; `tone` colours the text. */
export const prose = (text: string, width: number, tone: Tone = 'plain', indent = 1): readonly Line[] =>
  wrap(text, Math.min(width - indent - 1, widestText)).map((line) => [span(' '.repeat(indent)), span(line, tone)]);

/** A label in front of a text that may take several lines. */
const labelled = (label: string, text: string, width: number, tone: Tone = 'plain'): readonly Line[] =>
  prose(text, width, tone, labelWidth + 1).map((line, index) =>
    index === 0 ? [span(` ${label.padEnd(labelWidth)}`, 'muted'), ...line.slice(1)] : line,
  );

const section = (title: string, width: number): readonly Line[] => [
  blank,
  rule([span(title, 'muted')], [], Math.min(width, widestText)),
];

const showFacts = (facts: Facts): string =>
  Object.entries(facts)
    .map(([name, value]) => `${name} ${value ?? 'none'}`)
    .join(' · ');

export const showScope = (scope: Scope): string =>
  scope.type === 'aws' ? `${scope.account} ${scope.region}` : scope.endpoint;

/** Account and region of a subject, or nothing for an endpoint. */
export const showPlace = ({ account, region }: Subject): string =>
  [account, region].filter((part) => part !== null).join(' ');

export const showSubject = ({ id, part }: Subject): string => (part === undefined ? id : `${id} ${part}`);

const statusLine = (claim: ClaimState, ascii: boolean): Line => {
  const status = claim.decided?.status ?? 'waiting';
  const mark = marks[status];
  const numbers = claim.decided;
  return [
    span(` ${markWord(status, ascii)} ${mark.word}`, mark.tone, true),
    ...(numbers === null ? [] : [span(`   score ${percent(numbers.score)}   coverage ${percent(numbers.coverage)}`)]),
    span(`   ${claim.severity} · ${claim.kind}`, 'muted'),
  ];
};

const sourceText = ({ source }: ClaimResult, page: RunResult['page'] | null): string => {
  const line = source.line === null ? '' : `:${source.line}`;
  const document = source.document ?? page?.document ?? null;
  const where = document === null ? '' : `${document}${line}`;
  const read = page?.read == null ? '' : `read ${page.read}`;
  return [where, page?.url ?? '', read].filter((part) => part !== '').join(' · ');
};

const attestationText = ({ attestation }: ClaimResult): string =>
  attestation === null
    ? ''
    : `${attestation.document}, ${attestation.state}, until ${attestation.validUntil}, owner ${attestation.owner}`;

const present = (label: string, text: string, width: number): readonly Line[] =>
  text === '' ? [] : labelled(label, text, width);

/** The sentence, its verdict and what stands behind it. */
export const claimText = (
  claim: ClaimState,
  page: RunResult['page'] | null,
  width: number,
  ascii: boolean,
): readonly Line[] => {
  const { decided } = claim;
  const head = [...prose(`“${claim.says}”`, width), statusLine(claim, ascii)];
  if (decided === null)
    return [...head, ...prose('Not decided yet: what it needs is still being read.', width, 'muted')];
  return [
    ...prose(`“${claim.says}”`, width),
    ...(decided.gloss === null ? [] : prose(decided.gloss, width, 'muted')),
    statusLine(claim, ascii),
    ...prose(decided.because, width),
    ...present('measured', decided.measured === null ? '' : showFacts(decided.measured), width),
    ...present('document', attestationText(decided), width),
    ...decided.notShown.flatMap((text, index) => labelled(index === 0 ? 'not shown' : '', text, width, 'muted')),
    ...present('source', sourceText(decided, page), width),
    ...present('means', kinds[claim.kind].means, width),
    ...decided.checks.flatMap((check, index) =>
      labelled(
        index === 0 ? 'checks' : '',
        `${markWord(check.status, ascii)} ${check.id} · score ${percent(check.score)} · coverage ${percent(check.coverage)}`,
        width,
        marks[check.status].tone,
      ),
    ),
  ];
};

const hopLines = (hops: readonly Hop[], width: number): readonly Line[] => {
  const column = Math.min(24, Math.max(0, ...hops.map((hop) => displayWidth(hop.component))));
  return hops.flatMap((hop, index): readonly Line[] => {
    const why = [hop.rule, hop.code].filter((part) => part !== null).join(' · ');
    const number = span(`  ${String(index + 1).padStart(2)}  `, 'muted');
    const indent = column + 8;
    return [
      [
        number,
        cell(hop.component, column + 2, 'accent'),
        span(clipMiddle(safeText(hop.id), Math.max(5, width - indent - 1))),
      ],
      ...(why === '' ? [] : prose(why, width, 'muted', indent)),
    ];
  });
};

/** Recovery points on a line in time, the longest stretch without one drawn apart. */
const timelineBar = (points: readonly string[], gap: { from: string; to: string } | null, width: number): Line => {
  const times = [...points, ...(gap === null ? [] : [gap.from, gap.to])]
    .map((point) => Date.parse(point))
    .filter(Number.isFinite);
  const first = Math.min(...times);
  const last = Math.max(...times);
  const place = (time: number): number => Math.round(((time - first) / Math.max(1, last - first)) * (width - 1));
  const cells: { text: string; tone: Tone }[] = Array.from({ length: width }, () => ({ text: '─', tone: 'muted' }));
  if (gap !== null)
    for (let at = place(Date.parse(gap.from)); at <= place(Date.parse(gap.to)); at += 1)
      cells[at] = { text: '╌', tone: 'bad' };
  for (const point of points) cells[place(Date.parse(point))] = { text: '●', tone: 'good' };
  return [span('  '), ...cells.map(({ text, tone }) => span(text, tone))];
};

const hours = (seconds: number): string =>
  `${Math.floor(seconds / 3600)}h${String(Math.floor(seconds / 60) % 60).padStart(2, '0')}m`;

/** A moment without the fraction of a second that nobody measured. */
const moment = (iso: string): string => iso.replace(/\.0+Z$/, 'Z');

const timelineLines = (proof: Extract<Proof, { type: 'timeline' }>, width: number): readonly Line[] => {
  const { points, longestGap } = proof;
  if (points.length === 0 && longestGap === null) return [];
  const bar = timelineBar(points, longestGap, Math.max(10, Math.min(width, widestText) - 4));
  return [
    bar,
    ...(longestGap === null
      ? []
      : prose(
          `longest gap ${hours(longestGap.seconds)}: ${moment(longestGap.from)} to ${moment(longestGap.to)}`,
          width,
          'bad',
          2,
        )),
    ...prose(`${points.length} recovery points, latest ${moment(points.at(-1) ?? 'none')}`, width, 'muted', 2),
  ];
};

/** A proof as a person can follow it: hops of a path, points in time, or measured facts. */
export const proofLines = (proof: Proof, width: number): readonly Line[] => {
  const text = proof.text === '' ? [] : prose(proof.text, width);
  switch (proof.type) {
    case 'path':
      return [...text, ...hopLines(proof.hops, width)];
    case 'timeline':
      return [...text, ...timelineLines(proof, width)];
    case 'facts':
      return [
        ...text,
        ...Object.entries(proof.facts).flatMap(([name, value]) =>
          prose(`${name}  ${value ?? 'none'}`, width, 'plain', 2),
        ),
      ];
  }
};

const waiverText = (id: string, result: RunResult | null): string => {
  const entry = result?.waivers.find((waiver) => waiver.id === id);
  return entry === undefined ? id : `${id} until ${entry.expires}, owner ${entry.owner}: ${entry.reason}`;
};

/** One finding with its proof, its fix and the names of its evidence. */
export const findingText = (
  finding: Finding,
  result: RunResult | null,
  width: number,
  ascii: boolean,
): readonly Line[] => {
  const mark = marks[finding.status];
  const { subject, measured, proof, fix, evidence, waiver } = finding;
  return [
    [
      span(` ${markWord(finding.status, ascii)} ${mark.word}`, mark.tone, true),
      span(`   ${finding.check} · ${finding.reason}`, 'muted'),
    ],
    ...prose(finding.message, width),
    blank,
    ...labelled('subject', showSubject(subject), width, 'accent'),
    ...labelled('type', subject.type, width),
    ...present('where', showPlace(subject), width),
    ...present('measured', measured === null ? '' : showFacts(measured), width),
    ...present('waived', waiver === null ? '' : waiverText(waiver, result), width),
    ...(proof === null ? [] : [...section('proof', width), ...proofLines(proof, width)]),
    ...(fix === null ? [] : [...section('fix', width), ...prose(fix, width)]),
    ...(evidence.length === 0
      ? []
      : [...section('evidence', width), ...evidence.flatMap((name) => prose(name, width))]),
    blank,
    ...labelled('id', finding.fingerprint, width, 'muted'),
  ];
};

/** What would close a gap, as one sentence. */
export const remedy = (gap: GapState['gap']): string => {
  switch (gap.kind) {
    case 'denied':
      return `Allow ${gap.action} to the role that runs the scan.`;
    case 'credentials':
      return 'Give working credentials for this account.';
    case 'throttled':
      return 'Run again later, or with a lower --concurrency.';
    case 'timeout':
    case 'unreachable':
      return 'Check that this machine can reach it, then run again.';
    case 'notRecorded':
      return 'Record the evidence again with a scan that asks for it.';
    case 'interrupted':
      return 'Run the scan to its end.';
    case 'inconclusive':
      return 'See what the finding says is missing.';
    case 'malformed':
    case 'unsupported':
    case 'bug':
      return 'Report it: nothing you can set will make this readable.';
  }
};

/** One gap: what could not be read, why, and what that leaves undecided. */
export const gapText = (gap: GapState, width: number): readonly Line[] => [
  [span(` ${gap.what}`, 'doubt', true)],
  ...prose(describeGap(gap.gap), width),
  blank,
  ...labelled('where', showScope(gap.scope), width),
  ...present('answer', gap.gap.detail, width),
  ...labelled('remedy', remedy(gap.gap), width),
  ...gap.checks.flatMap((check, index) => labelled(index === 0 ? 'checks' : '', check, width, 'muted')),
];
