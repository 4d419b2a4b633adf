import type { Finding } from '../src/domain/finding.ts';
import type { ClaimResult, DeltaEntry, ReportFormat, RunResult } from '../src/domain/result.ts';
import { counted, percent, shorten, visible } from '../src/domain/text.ts';
import { outcomeOf, statuses, statusMark, statusWord, subjectName, worstFirst } from './parts/outline.ts';
import { waysIn } from './parts/ways-in.ts';

/** A pull-request comment holds 65,536 characters: what is above it is refused as a whole, so lists are cut instead. */
const listLimit = 5_000;
const scoreboardLimit = 20_000;
const mostRows = 20;
/** A graph is left out where it would make the report too long. */
const graphRoom = 65_000;

interface Section {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * A summary for a pull request or a job page, at most 65,536 characters. The marker in the first line lets a later comment
 * replace an earlier one.
 */
const render = (result: RunResult): string => {
  const sections = [
    ...changes(result),
    expiredWaivers(result),
    contradicted(result),
    unverified(result),
    fixed(result),
  ];
  const report = [
    `<!-- claimcheck:v1:${slug(result.subject)} -->`,
    `## ${statusMark[result.summary.verdict]} ${text(result.subject, 100)}: ${statusWord[result.summary.verdict]}`,
    '',
    tally(result),
    ...(result.run.partial ? ['', '**The run was interrupted: this report is partial.**'] : []),
    ...sections.filter(({ rows }) => rows.length > 0).flatMap((section) => table(section, mostRows, listLimit)),
    ...table(scoreboard(result), Number.POSITIVE_INFINITY, scoreboardLimit),
  ].join('\n');
  const graph = drawn(result);
  return [
    report,
    ...(graph !== '' && report.length + graph.length < graphRoom ? [graph] : []),
    '',
    `claimcheck ${text(result.tool.version, 40)}, ${text(result.run.finishedAt, 40)}`,
    '',
  ].join('\n');
};

/** The ways in from the internet; empty when none is proved. */
const drawn = ({ findings }: RunResult): string => {
  const graph = waysIn(findings);
  const open = ['', '<details><summary>Ways in from the internet</summary>', ''];
  return graph.length === 0 ? '' : [...open, ...graph, '', '</details>'].join('\n');
};

const tally = ({ summary }: RunResult): string => {
  const claims = statuses
    .filter((status) => summary.claims[status] > 0)
    .map((status) => `**${summary.claims[status]}** ${statusWord[status]}`);
  const waived = summary.findings.waived > 0 ? `, ${counted(summary.findings.waived, 'finding')} waived` : '';
  return `${claims.join(' · ')} — score **${percent(summary.score)}**, coverage **${percent(summary.coverage)}**${waived}`;
};

const changes = ({ delta, findings }: RunResult): readonly Section[] => {
  if (delta === null) return [];
  const messages = new Map(findings.map(({ fingerprint, message }) => [fingerprint, message]));
  const head = ['claim', 'check', 'subject', 'was', 'now', 'because'];
  const row = ({ claim, check, subject, was, now, fingerprint }: DeltaEntry): readonly string[] => [
    code(claim, 64),
    code(check, 64),
    code(subject, 120),
    was,
    now,
    text(messages.get(fingerprint) ?? '', 200),
  ];
  return [
    { title: 'Regressions', head, rows: [...delta.regressions, ...delta.revealed, ...delta.worsened].map(row) },
    { title: 'Out of sight', head, rows: delta.lostSight.map(row) },
    { title: 'Failures of new checks', head, rows: delta.newChecks.map(row) },
    { title: 'Not reached any more', head: ['scope'], rows: delta.unreached.map((name) => [code(name, 120)]) },
    {
      title: 'Sentences that are not the pinned ones',
      head: ['claim'],
      rows: delta.drifted.map((id) => [code(id, 64)]),
    },
  ];
};

const expiredWaivers = ({ waivers }: RunResult): Section => ({
  title: 'Expired waivers',
  head: ['waiver', 'expired', 'owner', 'reason'],
  rows: waivers
    .filter(({ state }) => state === 'expired')
    .map(({ id, expires, daysLeft, owner, reason }) => [
      code(id, 64),
      `${text(expires, 20)}, ${counted(-daysLeft, 'day')} ago`,
      text(owner, 80),
      text(reason, 200),
    ]),
});

const contradicted = (result: RunResult): Section => ({
  title: 'Contradicted',
  head: ['claim', 'the page says', 'but', 'fix'],
  rows: openFindings(result, 'fail').map(({ claim, finding }) => [
    code(claim.id, 64),
    text(claim.says, 160),
    `${code(subjectName(finding.subject), 120)} ${text(finding.message, 240)}`,
    text(finding.fix ?? '', 240),
  ]),
});

const unverified = (result: RunResult): Section => ({
  title: 'Unverified',
  head: ['claim', 'the page says', 'because'],
  rows: worstFirst(result.claims)
    .filter(({ status }) => status === 'unverified')
    .map((claim) => [code(claim.id, 64), text(claim.says, 160), text(claim.because, 240)]),
});

const fixed = ({ delta }: RunResult): Section => ({
  title: 'Fixed',
  head: ['claim', 'check', 'subject'],
  rows: (delta?.fixed ?? []).map(({ claim, check, subject }) => [code(claim, 64), code(check, 64), code(subject, 120)]),
});

const scoreboard = ({ claims }: RunResult): Section => ({
  title: 'Claims',
  head: ['', 'claim', 'the page says', 'score', 'coverage', 'because'],
  rows: worstFirst(claims).map((claim) => [
    `${statusMark[claim.status]} ${statusWord[claim.status]}`,
    code(claim.id, 64),
    text(claim.says, 160),
    percent(claim.score),
    percent(claim.coverage),
    text(claim.because, 160),
  ]),
});

interface Open {
  readonly claim: ClaimResult;
  readonly finding: Finding;
}

const openFindings = ({ claims, findings }: RunResult, outcome: Finding['status']): readonly Open[] =>
  worstFirst(claims).flatMap((claim) =>
    findings
      .filter((one) => one.claim === claim.id && outcomeOf(one) === outcome)
      .map((finding) => ({ claim, finding })),
  );

const table = ({ title, head, rows }: Section, most: number, limit: number): readonly string[] => {
  const lines: string[] = [];
  let length = 0;
  for (const row of rows.slice(0, most)) {
    const line = `| ${row.join(' | ')} |`;
    length += line.length + 1;
    if (length > limit) break;
    lines.push(line);
  }
  const left = rows.length - lines.length;
  return [
    '',
    `### ${title}${rows.length > 0 ? ` (${rows.length})` : ''}`,
    '',
    `| ${head.join(' | ')} |`,
    `|${head.map(() => '-').join('|')}|`,
    ...lines,
    ...(left > 0 ? ['', `and ${left} more in the full report`] : []),
  ];
};

const linking = /^[@:#w]/i;

/**
 * Text that is only text: no markup, table cell, HTML, math, mention, issue reference or link. A zero-width space parts what
 * GitHub would turn into a link after it has resolved the entities.
 */
const text = (from: string, length: number): string =>
  shorten(visible(from), length)
    .replace(/[&<>|`*_~[\]\\$^]|@|:(?=\/\/)|#(?=\d)|www(?=\.)/gi, (found) =>
      linking.test(found) ? `${found}&#8203;` : `&#${found.charCodeAt(0)};`,
    )
    .trim();

/** A name in fixed width. As an element, since a code span in a table has no way to hold a backslash before a bar. */
const code = (from: string, length: number): string => {
  const shown = text(from, length);
  return shown === '' ? '–' : `<code>${shown}</code>`;
};

const slug = (subject: string): string =>
  subject
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40) || 'default';

export default {
  id: 'markdown',
  title: 'Markdown for pull requests and job pages',
  extension: 'md',
  render,
} satisfies ReportFormat;
