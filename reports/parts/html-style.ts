/** The one style sheet of the HTML report. It asks for nothing from anywhere: system fonts, no images. */
export const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --line: #d8dee4; --paper: #ffffff; --panel: #f6f8fa;
  --bad: #b35900; --bad-soft: #fff3e6; --doubt: #6b4fa3; --doubt-soft: #f4f0fb; --good: #0b66c3; --good-soft: #eaf3fd; --rest: #57606a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa5b1; --line: #30363d; --paper: #0d1117; --panel: #161b22;
  --bad: #ffa657; --bad-soft: #2d2013; --doubt: #c4a7ff; --doubt-soft: #221b33; --good: #79b8ff; --good-soft: #12233a; --rest: #9aa5b1; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif;
  overflow-wrap: anywhere; }
main, header, footer { max-width: 60rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
p { margin: .35rem 0; }
a { color: var(--good); }
code, .id { font: .86em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.soft { color: var(--soft); font-size: .9rem; }
.contradicted, .fail { --tone: var(--bad); --tint: var(--bad-soft); }
.unverified, .unknown { --tone: var(--doubt); --tint: var(--doubt-soft); }
.supported, .attested, .pass { --tone: var(--good); --tint: var(--good-soft); }
.notApplicable, .waived { --tone: var(--rest); --tint: var(--panel); }
.badge { display: inline-block; padding: .05rem .6rem; border: 1px solid var(--tone); border-radius: 1rem; color: var(--tone);
  background: var(--tint); font-size: .85rem; font-weight: 600; white-space: nowrap; }
.numbers { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0; padding: 0; list-style: none; }
.numbers li { flex: 1 1 8.5rem; padding: .75rem 1rem; border: 1px solid var(--line); border-left: 4px solid var(--tone, var(--line)); border-radius: .5rem; background: var(--panel); }
.numbers b { display: block; font-size: 1.6rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.notice { padding: .75rem 1rem; border-left: 4px solid var(--tone); background: var(--tint); border-radius: .25rem; }
.filter { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; border: 0; margin: 0 0 1rem; }
body:has(#problems:checked) article.calm { display: none; }
article { margin: 0 0 1rem; padding: 1rem 1.25rem; border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: .5rem; }
article > blockquote { margin: .5rem 0; font-size: 1.1rem; font-weight: 600; }
article > blockquote p { margin: 0; }
.finding { margin: .75rem 0 0; padding: .6rem .9rem; border-radius: .4rem; background: var(--tint); break-inside: avoid; }
.finding > p:first-child { margin-top: 0; }
.fix { padding-left: .75rem; border-left: 3px solid var(--good); }
.hops { margin: .5rem 0; padding-left: 1.6rem; }
.timeline { display: block; width: 100%; height: 2.2rem; margin: .5rem 0 0; }
.timeline line { stroke: var(--line); stroke-width: 3; vector-effect: non-scaling-stroke; }
.timeline .gap { stroke: var(--bad); stroke-width: 6; }
.timeline .point { stroke: var(--good); stroke-width: 2; }
dl { display: grid; grid-template-columns: fit-content(40%) minmax(0, 1fr); gap: .15rem 1rem; margin: .5rem 0; }
.ways { margin: 1rem 0; overflow-x: auto; }
.ways svg { display: block; max-width: none; font: 11px/1 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.ways rect { fill: var(--panel); stroke: var(--line); }
.ways .outside rect { fill: var(--bad-soft); stroke: var(--bad); }
.ways text { fill: var(--ink); }
.ways .kind, .ways .by { fill: var(--soft); font-size: 10px; }
.ways .name { font-weight: 600; }
.ways .way { fill: none; stroke: var(--bad); stroke-width: 1.5; }
.ways .head { fill: var(--bad); }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th, td { padding: .4rem .6rem .4rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { color: var(--soft); font-weight: 600; }
summary { cursor: pointer; margin-top: .75rem; color: var(--soft); }
ul.plain { margin: .25rem 0; padding-left: 1.2rem; }
footer { margin-top: 3rem; padding-bottom: 2rem; border-top: 1px solid var(--line); }
@media print {
  :root { color-scheme: light; --ink: #000; --paper: #fff; --panel: #fff; }
  body { font-size: 10pt; }
  .filter { display: none; }
  .ways svg { max-width: 100%; height: auto; }
  body:has(#problems:checked) article.calm { display: block; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
  h2 { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
}
`;
