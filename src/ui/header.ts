import type { ClaimStatus } from '../domain/result.ts';
import { counted, percent } from '../domain/text.ts';
import { ends, joined, type Line, lineWidth, span } from './line.ts';
import { progressOf } from './rows.ts';
import { isRunning, type UiState } from './state.ts';
import { clock } from './text.ts';
import { type Marked, marks, markWord } from './theme.ts';

const spinner = Array.from('⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏');
const asciiSpinner = Array.from('|/-\\');

/** A bar of `width` cells; nothing planned yet is an empty bar. */
export const bar = (done: number, steps: number, width: number): Line => {
  const full = steps === 0 ? 0 : Math.floor((Math.min(done, steps) / steps) * width);
  return [
    span('█'.repeat(full), done >= steps ? 'good' : 'accent'),
    span('░'.repeat(Math.max(0, width - full)), 'muted'),
  ];
};

const elapsed = ({ run, now }: UiState): string =>
  clock(run.startedAt === null ? 0 : (run.finishedAt ?? now) - run.startedAt);

const spin = ({ now, ascii }: UiState): string => {
  const frames = ascii ? asciiSpinner : spinner;
  return frames[Math.floor(now / 200) % frames.length] ?? '';
};

const phase = (state: UiState): Line => {
  const { run, request } = state;
  if (!isRunning(state)) {
    const partial = run.result?.run.partial === true;
    return [
      span(partial ? 'stopped, result is partial' : 'done', partial ? 'doubt' : 'good', true),
      span(` ${elapsed(state)} `),
    ];
  }
  const { done, steps } = progressOf(run.scopes, 'all');
  const reading = steps === 0 ? 'connecting' : done < steps ? 'reading' : 'judging';
  const word = request === null ? reading : 'stopping';
  return [
    span(`${spin(state)} ${word} `, request === null ? 'accent' : 'doubt'),
    ...(steps === 0 ? [] : [...bar(done, steps, 12), span(` ${done}/${steps} `)]),
    span(` ${elapsed(state)} `),
  ];
};

const order: readonly ClaimStatus[] = ['supported', 'contradicted', 'unverified', 'attested', 'notApplicable'];

/** How many claims stand where; statuses with none are left out. */
export const claimCounts = (state: UiState): ReadonlyMap<Marked, number> => {
  const counts = new Map<Marked, number>(order.map((status) => [status, 0]));
  counts.set('waiting', 0);
  for (const { decided } of state.run.claims) {
    const status = decided?.status ?? 'waiting';
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return new Map([...counts].filter(([, amount]) => amount > 0));
};

const tallies = (state: UiState, words: boolean): Line =>
  joined(
    [...claimCounts(state)].map(([status, amount]) => [
      span(`${markWord(status, state.ascii)} ${amount}`, marks[status].tone, status === 'contradicted'),
      ...(words ? [span(` ${marks[status].word}`, marks[status].tone)] : []),
    ]),
    words ? '  ' : '  ',
  );

const numbers = ({ run }: UiState): Line => {
  if (run.result === null) return [];
  const { score, coverage } = run.result.summary;
  return [
    span('score ', 'muted'),
    span(percent(score), 'plain', true),
    span('  coverage ', 'muted'),
    span(`${percent(coverage)} `, 'plain', true),
  ];
};

/** Two lines: what is looked at and how far it is, and how the claims stand. */
export const headerLines = (state: UiState): readonly Line[] => {
  const width = state.columns;
  const right = numbers(state);
  const total = span(` ${counted(state.run.claims.length, 'claim')}   `, 'muted');
  const long = [total, ...tallies(state, true)];
  const left = lineWidth(long) + lineWidth(right) + 2 <= width ? long : [total, ...tallies(state, false)];
  return [
    ends([span(' claimcheck ', 'accent', true), span(state.run.subject, 'plain', true)], phase(state), width),
    state.run.claims.length === 0 ? [span(' planning what to read', 'muted')] : ends(left, right, width),
  ];
};
