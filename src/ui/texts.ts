import { findingText, gapText, prose } from './detail.ts';
import { bindings } from './keys.ts';
import { aboutLines } from './layout.ts';
import { blank, cell, type Line, span, toAscii } from './line.ts';
import { screenOf, type UiState } from './state.ts';
import { type Marked, marks, markWord } from './theme.ts';

const legend: readonly (readonly [Marked, string])[] = [
  ['supported', 'every subject that was looked at holds, and all of them were'],
  ['contradicted', 'at least one counter-example, printed with its proof'],
  ['unverified', 'something could not be looked at: never a pass'],
  ['attested', 'a document with an owner, a hash and an end date says so'],
  ['notApplicable', 'there is nothing of the kind in scope'],
  ['waiting', 'not decided yet'],
];

const helpText = (width: number, ascii: boolean): readonly Line[] => [
  ...bindings.map((binding) => [
    span(' '),
    cell(ascii ? toAscii(binding.label) : binding.label, 12, 'accent'),
    span(binding.does),
  ]),
  blank,
  ...legend.map(([status, means]) => [
    span(' '),
    cell(markWord(status, ascii), 5, marks[status].tone),
    cell(marks[status].word, 14),
    span(means, 'muted'),
  ]),
  blank,
  ...prose(
    'score: the share of what was seen that holds. coverage: the share of what should be seen that was.',
    width,
    'muted',
  ),
];

const logText = (state: UiState, width: number): readonly Line[] =>
  state.run.log.length === 0
    ? [[span(' no messages', 'muted')]]
    : state.run.log.flatMap(({ level, text }) => prose(text, width, level === 'warning' ? 'doubt' : 'plain'));

/** The running text of the present screen; null when it is made of panes. */
export const screenText = (state: UiState): readonly Line[] | null => {
  const screen = screenOf(state);
  const { run, columns, ascii } = state;
  switch (screen.name) {
    case 'home':
    case 'account':
      return null;
    case 'claim':
      return screen.pane === 'about' ? aboutLines(state, columns) : null;
    case 'finding': {
      const finding = run.findings.get(screen.claim)?.find((candidate) => candidate.fingerprint === screen.fingerprint);
      return finding === undefined
        ? [[span(' this finding is gone', 'muted')]]
        : findingText(finding, run.result, columns, ascii);
    }
    case 'gap': {
      const gap = run.gaps.get(screen.id);
      return gap === undefined ? [[span(' this gap is closed', 'muted')]] : gapText(gap, columns);
    }
    case 'log':
      return logText(state, columns);
    case 'help':
      return helpText(columns, ascii);
  }
};
