import type { Finding } from '../src/domain/finding.ts';
import { describeGap } from '../src/domain/gap.ts';
import { stableJson } from '../src/domain/json.ts';
import type {
  ClaimResult,
  DeltaEntry,
  ReportFormat,
  RunResult,
  ScopeReport,
  WaiverEntry,
} from '../src/domain/result.ts';
import { scopeKey } from '../src/domain/slice.ts';
import { counted, percent } from '../src/domain/text.ts';
import type { Html } from './parts/html.ts';
import { link, markup, rawText } from './parts/html.ts';
import { definitions, findingBlock } from './parts/html-finding.ts';
import { style } from './parts/html-style.ts';
import type { Outcome } from './parts/outline.ts';
import { findingsByClaim, outcomeOf, statuses, statusMark, statusWord, worstFirst } from './parts/outline.ts';
import { drawWaysIn } from './parts/ways-in-drawing.ts';

/**
 * One file for auditors: no request, no script, readable and printable as it is. The whole result is in it as JSON.
 */
const render = (result: RunResult): string =>
  markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${result.subject}: security claims</title>
<style>${rawText(style)}</style>
</head>
<body>
${heading(result)}
<main>
${changes(result)}
${claims(result)}
${ways(result)}
${gaps(result)}
${waivers(result)}
${provenance(result)}
</main>
<footer class="soft">
<p>Score: share of what was seen that holds. Coverage: share of what should be seen that was. What could not be looked at counts as neither.</p>
<p>claimcheck ${result.tool.version}. The data of this page is in it as JSON, in the element <code>claimcheck-result</code>.</p>
</footer>
<script type="application/json" id="claimcheck-result">${rawText(stableJson(result))}</script>
</body>
</html>
`.html;

const badge = (status: ClaimResult['status']): Html =>
  markup`<span class="badge ${status}">${statusMark[status]} ${statusWord[status]}</span>`;

const heading = ({ subject, page, summary, run, evidence }: RunResult): Html => markup`<header>
<p class="soft">Security claims, checked ${run.finishedAt}</p>
<h1>${subject}</h1>
<p>${badge(summary.verdict)} ${page.url === null ? null : link(page.url)}</p>
${run.partial ? markup`<p class="notice unverified">The run was interrupted: this report is partial.</p>` : null}${
  evidence.integrity === 'modified'
    ? markup`<p class="notice contradicted">The evidence is not what its manifest says it was.</p>`
    : null
}
<ul class="numbers">${statuses
  .filter((status) => summary.claims[status] > 0)
  .map((status) => markup`<li class="${status}"><b>${summary.claims[status]}</b> ${statusWord[status]}</li>`)}
<li><b>${percent(summary.score)}</b> score</li>
<li><b>${percent(summary.coverage)}</b> coverage</li></ul>
</header>`;

const changes = ({ delta }: RunResult): Html | null => {
  if (delta === null) return null;
  const lists: readonly (readonly [string, readonly DeltaEntry[]])[] = [
    ['Regressions', delta.regressions],
    ['Failures that could not be seen before', delta.revealed],
    ['Worse than before', delta.worsened],
    ['Failures of new checks', delta.newChecks],
    ['Out of sight', delta.lostSight],
    ['Fixed', delta.fixed],
    ['Gone', delta.gone],
  ];
  return markup`<h2>Since the baseline</h2>
<p>Coverage was ${percent(delta.coverage.was)} and is ${percent(delta.coverage.now)}. ${counted(delta.known.length, 'failure')} known before.</p>
${named('Not reached any more', delta.unreached)}${named('Sentences that are not the pinned ones', delta.drifted)}
${lists.filter(([, entries]) => entries.length > 0).map(([title, entries]) => deltaTable(title, entries))}`;
};

const named = (title: string, names: readonly string[]): Html | null =>
  names.length === 0 ? null : markup`<p><b>${title}</b>: ${names.join(', ')}</p>`;

const deltaTable = (title: string, entries: readonly DeltaEntry[]): Html =>
  markup`<h3>${title} (${entries.length})</h3>${table(
    ['claim', 'check', 'subject', 'was', 'now'],
    entries.map(({ claim, check, subject, was, now }) => [claim, check, subject, was, now]),
  )}`;

/** One picture of what the internet gets to, where anything is proved. */
const ways = ({ findings }: RunResult): Html => {
  const drawing = drawWaysIn(findings);
  return drawing === null ? markup`` : markup`<section><h2>Ways in from the internet</h2>${drawing}</section>`;
};

const claims = (result: RunResult): Html => {
  const findingsOf = findingsByClaim(result);
  const waiverOf = new Map(result.waivers.map((waiver) => [waiver.id, waiver]));
  return markup`<h2>Claims</h2>
<fieldset class="filter"><label><input type="radio" name="show" checked> all</label>
<label><input type="radio" name="show" id="problems"> contradicted and unverified only</label></fieldset>
${worstFirst(result.claims).map((claim) => claimBlock(claim, findingsOf(claim), waiverOf))}`;
};

const isCalm = ({ status }: ClaimResult): boolean => status !== 'contradicted' && status !== 'unverified';

const claimBlock = (
  claim: ClaimResult,
  findings: readonly Finding[],
  waiverOf: ReadonlyMap<string, WaiverEntry>,
): Html => {
  const of = (outcome: Outcome): readonly Html[] =>
    findings
      .filter((finding) => outcomeOf(finding) === outcome)
      .map((finding) => findingBlock(finding, waiverOf.get(finding.waiver ?? '') ?? null));
  const folded = (outcome: Outcome, title: string): Html | null => {
    const blocks = of(outcome);
    return blocks.length === 0
      ? null
      : markup`<details><summary>${title} (${blocks.length})</summary>${blocks}</details>`;
  };
  return markup`<article class="${claim.status}${isCalm(claim) ? ' calm' : ''}" id="claim-${claim.id}">
<p>${badge(claim.status)} <span class="soft">${claim.severity} · score ${percent(claim.score)} · coverage ${percent(claim.coverage)}</span></p>
<blockquote><p>${claim.says}</p>${claim.gloss === null ? null : markup`<p class="soft">${claim.gloss}</p>`}</blockquote>
<p>${claim.because}</p>
${of('fail')}${of('unknown')}${folded('waived', 'Waived')}${folded('pass', 'What holds')}${folded('notApplicable', 'Not applicable')}${
  claim.notShown.length === 0 ? null : markup`<p class="soft">This does not show: ${claim.notShown.join('; ')}.</p>`
}
<details><summary>About this claim</summary>${aboutClaim(claim)}</details>
</article>`;
};

const aboutClaim = ({ id, kind, with: parameters, source, claimsFile, checks, attestation }: ClaimResult): Html =>
  definitions([
    ['claim', id],
    ['kind', kind],
    ['parameters', stableJson(parameters)],
    ['page', `${source.document ?? '–'}${source.line === null ? '' : `, line ${source.line}`}`],
    ['claims file', `${claimsFile.file}, line ${claimsFile.line}`],
    ['checks', checks.length === 0 ? 'none' : checks.map((check) => `${check.id} (${check.status})`).join(', ')],
    ...(attestation === null
      ? []
      : [
          [
            'document',
            `${attestation.document}, ${attestation.owner}, ${attestation.state} through ${attestation.validUntil}`,
          ] as const,
          ['SHA-256', attestation.sha256] as const,
        ]),
  ]);

const gaps = ({ gaps: entries }: RunResult): Html | null =>
  entries.length === 0
    ? null
    : markup`<h2>What could not be read</h2>${table(
        ['where', 'what', 'why', 'checks without it'],
        entries.map(({ scope, what, gap, checks }) => [scopeKey(scope), what, describeGap(gap), checks.join(', ')]),
      )}`;

const waivers = ({ waivers: entries }: RunResult): Html | null =>
  entries.length === 0
    ? null
    : markup`<h2>Waivers</h2>${table(
        ['waiver', 'state', 'through', 'owner', 'reason', 'findings'],
        entries.map(({ id, state, expires, daysLeft, owner, reason, findings }) => [
          id,
          state,
          `${expires} (${daysLeft < 0 ? `${counted(-daysLeft, 'day')} ago` : `${counted(daysLeft, 'day')} left`})`,
          owner,
          reason,
          String(findings.length),
        ]),
      )}`;

const provenance = ({ run, scope, evidence, page, tool }: RunResult): Html => markup`<h2>How this was found</h2>
${definitions([
  ['run', run.id],
  ['started', run.startedAt],
  ['finished', run.finishedAt],
  ['tool', `claimcheck ${tool.version}`],
  ['caller', run.caller.length === 0 ? '–' : run.caller.join(', ')],
  ['page', `${page.document ?? page.url ?? '–'}${page.read === null ? '' : `, read ${page.read}`}`],
  ['evidence', [evidence.integrity, ...evidence.problems].join('; ')],
])}
${table(
  ['scope', 'asked', 'reached'],
  (['accounts', 'regions', 'endpoints'] satisfies (keyof ScopeReport)[]).map((part) => [
    part,
    scope.asked[part].join(', ') || '–',
    scope.reached[part].join(', ') || '–',
  ]),
)}`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): Html =>
  markup`<table><thead><tr>${head.map((name) => markup`<th>${name}</th>`)}</tr></thead><tbody>${rows.map(
    (row) => markup`<tr>${row.map((value) => markup`<td>${value}</td>`)}</tr>`,
  )}</tbody></table>`;

export default { id: 'html', title: 'HTML, one file for auditors', extension: 'html', render } satisfies ReportFormat;
