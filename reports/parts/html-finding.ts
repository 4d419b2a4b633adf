import type { Facts, Finding, Proof } from '../../src/domain/finding.ts';
import type { WaiverEntry } from '../../src/domain/result.ts';
import type { Html } from './html.ts';
import { markup } from './html.ts';
import { duration, outcomeOf, subjectName } from './outline.ts';

const word: Readonly<Record<ReturnType<typeof outcomeOf>, string>> = {
  fail: '✗ fails',
  unknown: '? not seen',
  pass: '✓ holds',
  notApplicable: '– not applicable',
  waived: '– waived',
};

/** One finding with its proof, its fix and the evidence it stands on. */
export const findingBlock = (finding: Finding, waiver: WaiverEntry | null): Html => {
  const outcome = outcomeOf(finding);
  const { subject, message, measured, proof, fix } = finding;
  return markup`<section class="finding ${outcome}" id="${finding.fingerprint}">
<p><span class="badge">${word[outcome]}</span> <span class="id">${subjectName(subject)}</span></p>
<p>${message}</p>
${measured === null ? null : factList(measured)}${proof === null ? null : proofBlock(proof)}${
  waiver === null
    ? null
    : markup`<p>Waived by <code>${waiver.id}</code> through ${waiver.expires}, ${waiver.owner}: ${waiver.reason}</p>`
}${fix === null ? null : markup`<p class="fix"><b>Fix</b> ${fix}</p>`}
<details><summary>Evidence</summary>${provenance(finding)}</details>
</section>`;
};

const provenance = ({ check, reason, subject, evidence, fingerprint }: Finding): Html =>
  definitions([
    ['check', check],
    ['reason', reason],
    ['kind of thing', subject.type],
    ['account', subject.account ?? '–'],
    ['region', subject.region ?? '–'],
    ['read from', evidence.length === 0 ? '–' : evidence.join(', ')],
    ['fingerprint', fingerprint],
  ]);

const proofBlock = (proof: Proof): Html => {
  switch (proof.type) {
    case 'path':
      return markup`<p>${proof.text}</p><ol class="hops">${proof.hops.map(
        ({ component, id, rule, code }) =>
          markup`<li>${component} <code>${id}</code>${rule === null ? null : markup` – ${rule}`}${
            code === null ? null : markup` <span class="soft">${code}</span>`
          }</li>`,
      )}</ol>`;
    case 'timeline':
      return timeline(proof);
    case 'facts':
      return markup`<p>${proof.text}</p>${factList(proof.facts)}`;
  }
};

const width = 1000;

/** Milliseconds of an ISO 8601 instant; nothing for any other text, which `Date.parse` might still take for a date. */
const instant = (text: string): readonly number[] => {
  const time = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isFinite(time) ? [time] : [];
};

/** The points in time on a line, the longest gap marked; and the same in words, for those who cannot see it. */
const timeline = ({ text, points, longestGap }: Extract<Proof, { readonly type: 'timeline' }>): Html => {
  const times = points.flatMap(instant);
  const ends = longestGap === null ? [] : [longestGap.from, longestGap.to].flatMap(instant);
  const all = [...times, ...ends];
  const first = all.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY);
  const last = all.reduce((most, time) => Math.max(most, time), Number.NEGATIVE_INFINITY);
  const x = (time: number): number =>
    last > first ? Math.round(10 + ((time - first) / (last - first)) * (width - 20)) : width / 2;
  const [from, to] = ends;
  return markup`<p>${text}</p>
<svg class="timeline" viewBox="0 0 ${width} 30" preserveAspectRatio="none" aria-hidden="true"><line x1="0" y1="15" x2="${width}" y2="15"/>${
    from === undefined || to === undefined
      ? null
      : markup`<line class="gap" x1="${x(from)}" y1="15" x2="${x(to)}" y2="15"/>`
  }${[...new Set(times.map(x))].map((place) => markup`<line class="point" x1="${place}" y1="5" x2="${place}" y2="25"/>`)}</svg>
<p class="soft">${points.length} points in time${
    longestGap === null
      ? null
      : markup`, longest gap ${duration(longestGap.seconds)}, from ${longestGap.from} to ${longestGap.to}`
  }</p>`;
};

const factList = (facts: Facts): Html =>
  definitions(Object.entries(facts).map(([name, value]) => [name, String(value ?? '–')]));

export const definitions = (entries: readonly (readonly [string, string | Html])[]): Html =>
  entries.length === 0
    ? markup``
    : markup`<dl>${entries.map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
