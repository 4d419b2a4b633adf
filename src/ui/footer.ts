import { claimCounts } from './header.ts';
import { footerBindings, quitWord } from './keys.ts';
import { clipLine, ends, type Line, lineWidth, span, toAscii } from './line.ts';
import { progressOf } from './rows.ts';
import { allRows, isRunning, shownRows, type UiState } from './state.ts';

const keyItem = (label: string, word: string): Line => [span(label, 'accent'), span(` ${word}`, 'muted')];

/** The keys that work now; the last two, help and quit, always stay. */
const keyLine = (state: UiState, width: number): Line => {
  const short = (label: string): string => label.split(' ')[0] ?? label;
  const shown = (label: string): string => (state.ascii ? toAscii(short(label)) : short(label));
  const items = footerBindings(state).map((binding) =>
    keyItem(shown(binding.label), binding.command === 'quit' ? quitWord(state) : (binding.word ?? '')),
  );
  const move = keyItem(state.ascii ? 'j k' : '↑↓', 'move');
  const kept = items.slice(-2);
  const room = width - 1 - kept.reduce((sum, item) => sum + lineWidth(item) + 2, 0);
  const line: Line[] = [];
  let used = 0;
  for (const item of [move, ...items.slice(0, -2)]) {
    used += lineWidth(item) + 2;
    if (used > room) break;
    line.push(item);
  }
  return [...line, ...kept].flatMap((item) => [span(line[0] === item ? ' ' : '  '), ...item]);
};

/** The last line: a question, the filter being typed, a notice, or the keys. */
export const footerLine = (state: UiState): Line => {
  const width = state.columns;
  if (state.asking)
    return clipLine(
      [
        span(' The scan still runs. Stop it and keep a partial report? ', 'doubt', true),
        ...keyItem('y', 'stop'),
        span('  '),
        ...keyItem('esc', 'go on'),
      ],
      width,
    );
  if (state.typing !== null) {
    const { list } = state.typing;
    const found = `${shownRows[list](state).length} of ${allRows[list](state).length}`;
    const end: Line = [
      span(`${found}  `, 'muted'),
      ...keyItem(state.ascii ? 'enter' : '⏎', 'keep'),
      span('  '),
      ...keyItem('esc', 'drop '),
    ];
    return ends([span(' /', 'accent', true), span(state.filters[list]), span('█', 'accent')], end, width);
  }
  if (state.notice !== null) return clipLine([span(` ${state.notice}`, 'doubt')], width);
  return clipLine(keyLine(state, width), width);
};

/** All that fits on a very small terminal. */
export const tinyLine = (state: UiState): Line => {
  const { done, steps } = progressOf(state.run.scopes, 'all');
  const failed = claimCounts(state).get('contradicted') ?? 0;
  const progress = isRunning(state) ? `scanning ${done}/${steps}, ` : 'done, ';
  const text = state.asking ? 'stop the scan? y stops' : `needs 60x12 · ${progress}${failed} contradicted`;
  return clipLine([span(text)], state.columns);
};
