import type { Finding } from '../domain/finding.ts';
import { describeGap } from '../domain/gap.ts';
import type { ClaimResult, ClaimStatus, Delta, DeltaEntry, GapEntry, RunResult } from '../domain/result.ts';
import { scopeKey } from '../domain/slice.ts';
import { counted, percent } from '../domain/text.ts';
import { proofLines, prose, remedy, showPlace, showScope, showSubject } from './detail.ts';
import { blank, cell, clipLine, joined, type Line, rule, span } from './line.ts';
import { clipMiddle, displayWidth, safeText } from './text.ts';
import { type Marked, markCell, marks, markWord, paint } from './theme.ts';

interface SummaryOptions {
  /** Width of the terminal; 80 is a good choice where there is none. */
  readonly columns: number;
  readonly color: boolean;
  readonly ascii: boolean;
}

interface Style {
  readonly width: number;
  readonly ascii: boolean;
}

/** Counter-examples told per claim; the report has them all. */
const findingsTold = 3;
const proofTold = 16;
const changesTold = 10;

const title = (text: string, { width }: Style, right: Line = []): readonly Line[] => [
  blank,
  rule([span(text, 'plain', true)], right, width),
];

/** A label in front of lines that already are made, e.g. of a proof. */
const beside = (label: string, lines: readonly Line[]): readonly Line[] =>
  lines.map((line, index) => [cell(index === 0 ? `     ${label}` : '', 11, 'muted'), ...line]);

const headLines = (result: RunResult, { ascii }: Style): readonly Line[] => {
  const { page, summary, subject } = result;
  const source = [page.url, page.read === null ? null : `read ${page.read}`].filter((part) => part !== null);
  const mark = marks[summary.verdict];
  return [
    joined([[span(` ${subject}`, 'plain', true)], ...source.map((part): Line => [span(part, 'muted')])], ' · '),
    [
      span(` ${markWord(summary.verdict, ascii)} ${mark.word}`, mark.tone, true),
      span(`   score ${percent(summary.score)}   coverage ${percent(summary.coverage)}`),
    ],
    ...(result.run.partial ? [[span(' The scan was stopped: this result is partial.', 'doubt', true)]] : []),
  ];
};

const claimLines = (result: RunResult, style: Style): readonly Line[] => {
  const { width, ascii } = style;
  const ids = Math.min(18, Math.max(4, ...result.claims.map(({ id }) => displayWidth(safeText(id)))));
  const says = Math.max(10, width - ids - (ascii ? 4 : 1) - 16);
  return [
    ...title(counted(result.claims.length, 'claim'), style, [span('score cover', 'muted')]),
    ...result.claims.map(
      ({ id, says: sentence, status, score, coverage }): Line => [
        span(' '),
        markCell(status, ascii),
        cell(` ${id}`, ids + 2, 'muted'),
        cell(sentence, says),
        cell(percent(score), 6, score === null ? 'muted' : 'plain', 'right'),
        cell(percent(coverage), 6, coverage === null ? 'muted' : 'plain', 'right'),
      ],
    ),
  ];
};

const sentenceLines = ({ id, says, gloss, status }: ClaimResult, { width, ascii }: Style): readonly Line[] => [
  blank,
  ...prose(`${id}  ${says}`, width - 4, 'plain', 1).map(
    (line, index): Line => [
      span(' '),
      index === 0 ? markCell(status, ascii) : span(' '.repeat(ascii ? 4 : 1)),
      ...line.map((part) => ({ ...part, bold: true })),
    ],
  ),
  ...(gloss === null ? [] : prose(gloss, width, 'muted', 3)),
];

/** One counter-example; its fix only where the next one has another. */
const findingLines = (finding: Finding, next: Finding | undefined, { width, ascii }: Style): readonly Line[] => {
  const { subject, message, proof, fix } = finding;
  // Whole, however long: this is what a person copies.
  const name = prose([showSubject(subject), showPlace(subject)].join(' '), width, 'accent', 5);
  return [
    ...name.map((line, index) =>
      index === 0 ? [span('   '), markCell(finding.status, ascii), span(' '), ...line.slice(1)] : line,
    ),
    ...prose(message, width, 'plain', 5),
    ...(proof === null ? [] : beside('proof', proofLines(proof, width - 12).slice(0, proofTold))),
    ...(fix === null || fix === next?.fix ? [] : beside('fix', prose(fix, width - 12))),
  ];
};

/** The first counter-example of each check before a second one of any. */
const telling = (fails: readonly Finding[]): readonly Finding[] => {
  const first = fails.filter((one, index) => fails.findIndex((other) => other.check === one.check) === index);
  const chosen = new Set([...new Set([...first, ...fails])].slice(0, findingsTold));
  return fails.filter((one) => chosen.has(one));
};

const brokenClaim = (claim: ClaimResult, findings: readonly Finding[], style: Style): readonly Line[] => {
  const fails = findings.filter((one) => one.claim === claim.id && one.status === 'fail' && one.waiver === null);
  const told = telling(fails);
  const more = fails.length - told.length;
  return [
    ...sentenceLines(claim, style),
    ...prose(claim.because, style.width, 'plain', 3),
    ...told.flatMap((finding, index) => findingLines(finding, told[index + 1], style)),
    ...(more > 0 ? prose(`and ${counted(more, 'more counter-example')} in the report`, style.width, 'muted', 5) : []),
  ];
};

const contradictedLines = (result: RunResult, style: Style): readonly Line[] => {
  const broken = result.claims.filter((claim) => claim.status === 'contradicted');
  if (broken.length === 0) return [];
  return [...title('contradicted', style), ...broken.flatMap((claim) => brokenClaim(claim, result.findings, style))];
};

/** Gaps that kept a claim from being decided: one line per cause, with the places that share it counted. */
const missingLines = (claim: ClaimResult, gaps: readonly GapEntry[], { width }: Style): readonly Line[] => {
  const checks = new Set(claim.checks.map((check) => check.id));
  const causes = new Map<string, { readonly first: GapEntry; places: Set<string> }>();
  for (const entry of gaps.filter((candidate) => candidate.checks.some((check) => checks.has(check)))) {
    const what = entry.subject === null ? entry.what : '';
    const key = `${what} ${entry.gap.kind} ${entry.gap.kind === 'denied' ? entry.gap.action : ''}`;
    const cause = causes.get(key) ?? { first: entry, places: new Set<string>() };
    cause.places.add(scopeKey(entry.scope));
    causes.set(key, cause);
  }
  const told = [...causes.values()].slice(0, findingsTold).flatMap(({ first, places }) => {
    const others = places.size > 1 ? ` and ${counted(places.size - 1, 'other place')}` : '';
    const where = `${showScope(first.scope)}${others}`;
    const { gap } = first;
    if (gap.kind === 'denied') return beside('allow', prose(`${gap.action} in ${where}`, width - 12));
    return beside('needs', prose(`${first.what} in ${where}: ${describeGap(gap)}. ${remedy(gap)}`, width - 12));
  });
  const more = causes.size - findingsTold;
  return more > 0 ? [...told, ...prose(`and ${counted(more, 'more cause')} in the report`, width, 'muted', 5)] : told;
};

const unverifiedLines = (result: RunResult, style: Style): readonly Line[] => {
  const open = result.claims.filter((claim) => claim.status === 'unverified');
  if (open.length === 0) return [];
  const told = open.flatMap((claim) => [
    ...sentenceLines(claim, style),
    ...prose(claim.because, style.width, 'plain', 3),
    ...missingLines(claim, result.gaps, style),
  ]);
  return [...title('unverified', style), ...told];
};

const changeLines = (heading: string, entries: readonly DeltaEntry[], mark: Marked, style: Style): readonly Line[] =>
  entries.length === 0
    ? []
    : [
        [span(` ${counted(entries.length, heading, heading)}`, marks[mark].tone, true)],
        ...entries
          .slice(0, changesTold)
          .map(
            (entry): Line => [
              span('   '),
              markCell(mark, style.ascii),
              span(` ${entry.claim} `),
              span(
                clipMiddle(
                  safeText(entry.subject),
                  Math.max(20, style.width - displayWidth(safeText(entry.claim)) - 32),
                ),
              ),
              span(`  ${entry.was} -> ${entry.now}`, 'muted'),
            ],
          ),
        ...(entries.length > changesTold ? [[span(`   and ${entries.length - changesTold} more`, 'muted')]] : []),
      ];

const deltaLines = (delta: Delta | null, style: Style): readonly Line[] => {
  if (delta === null) return [];
  const lines = [
    ...changeLines('regressed', delta.regressions, 'fail', style),
    ...changeLines('revealed', delta.revealed, 'fail', style),
    ...changeLines('worse than before', delta.worsened, 'fail', style),
    ...changeLines('failed by a new check', delta.newChecks, 'fail', style),
    ...changeLines('lost from sight', delta.lostSight, 'unknown', style),
    ...changeLines('fixed', delta.fixed, 'pass', style),
    ...(delta.drifted.length === 0
      ? []
      : prose(`sentence changed on the page: ${delta.drifted.join(', ')}`, style.width, 'doubt')),
    ...(delta.unreached.length === 0
      ? []
      : prose(`no longer reached: ${delta.unreached.join(', ')}`, style.width, 'doubt')),
  ];
  const same = lines.length === 0 ? [[span(' nothing changed', 'muted')]] : lines;
  return [...title('against the baseline', style), ...same];
};

const statuses: readonly ClaimStatus[] = ['supported', 'contradicted', 'unverified', 'attested', 'notApplicable'];

const tally = (head: string, counts: readonly (readonly [string, number])[], { width }: Style): readonly Line[] => {
  const parts = counts.filter(([, amount]) => amount > 0).map(([word, amount]) => `${amount} ${word}`);
  return prose(`${head}: ${parts.length === 0 ? 'none' : parts.join(', ')}`, width);
};

const countLines = (result: RunResult, style: Style): readonly Line[] => {
  const { summary, gaps, waivers, evidence } = result;
  const kinds = [...new Set(gaps.map((entry) => entry.gap.kind))];
  const { pass, fail, unknown, notApplicable, waived } = summary.findings;
  const expired = waivers.filter((waiver) => waiver.state === 'expired');
  const soon = waivers.filter((waiver) => waiver.state === 'applied' && waiver.daysLeft <= 14);
  return [
    ...title('in numbers', style),
    ...tally(
      'claims',
      statuses.map((status) => [marks[status].word, summary.claims[status]]),
      style,
    ),
    ...tally(
      'findings',
      [
        ['pass', pass],
        ['fail', fail],
        ['unknown', unknown],
        ['n/a', notApplicable],
        ['waived', waived],
      ],
      style,
    ),
    ...tally(
      'gaps',
      kinds.map((kind) => [kind, gaps.filter((entry) => entry.gap.kind === kind).length]),
      style,
    ),
    ...expired.flatMap((waiver) =>
      prose(
        `waiver ${waiver.id} expired ${counted(-waiver.daysLeft, 'day')} ago, owner ${waiver.owner}`,
        style.width,
        'bad',
      ),
    ),
    ...soon.flatMap((waiver) =>
      prose(`waiver ${waiver.id} ends on ${waiver.expires}, owner ${waiver.owner}`, style.width, 'doubt'),
    ),
    ...(evidence.integrity === 'modified'
      ? prose('The evidence was altered after it was recorded.', style.width, 'bad')
      : []),
    ...evidence.problems
      .slice(0, findingsTold)
      .flatMap((problem) => prose(`evidence: ${problem}`, style.width, 'doubt')),
    ...prose(`exit code ${summary.exitCode}`, style.width, 'muted'),
  ];
};

/**
 * The result for a person to read after the run: verdict, score and coverage, one line per claim, every contradiction
 * with its counter-examples, proof and fix, what is missing for the unverified, what changed, and the counts.
 * Readable without colours; ends with a line break.
 */
export const summaryText = (result: RunResult, options: SummaryOptions): string => {
  const style: Style = { width: Math.max(40, Math.min(160, options.columns)), ascii: options.ascii };
  const lines = [
    blank,
    ...headLines(result, style),
    ...claimLines(result, style),
    ...contradictedLines(result, style),
    ...unverifiedLines(result, style),
    ...deltaLines(result.delta, style),
    ...countLines(result, style),
    blank,
  ];
  return `${lines.map((line) => paint(clipLine(line, style.width), options)).join('\n')}\n`;
};
