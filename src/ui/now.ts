import type { Scope } from '../domain/slice.ts';
import { counted } from '../domain/text.ts';
import { clipLine, joined, type Line, lineWidth, rule, span } from './line.ts';
import { type CallState, callRate } from './run.ts';
import { isRunning, type UiState } from './state.ts';

const showCall = ({ scope, what, open, throttled }: CallState): Line => [
  span(`${what} `),
  span(showPlaceOf(scope), 'muted'),
  span(open > 1 ? ` ×${open}` : '', 'muted'),
  span(throttled > 0 ? ` throttled, retry ${throttled}` : '', 'doubt'),
];

const showPlaceOf = (scope: Scope): string => (scope.type === 'aws' ? scope.region : scope.endpoint);

const finishedText = ({ run }: UiState): Line => [
  span(run.answered === 0 ? ' ' : ` ${counted(run.answered, 'call')} answered, ${run.throttled} throttled, `, 'muted'),
  span(`${counted(run.gaps.size, 'gap')}, ${counted(run.result?.findings.length ?? 0, 'finding')}`, 'muted'),
  ...(run.result === null
    ? []
    : [span(`   exit code ${run.result.summary.exitCode}`, run.result.summary.exitCode === 0 ? 'good' : 'bad')]),
];

/** What is going on: calls that wait for an answer, throttled ones first. */
export const nowLines = (state: UiState, width: number, height: number): readonly Line[] => {
  const { run } = state;
  const calls = [...run.calls.values()].sort((a, b) => b.throttled - a.throttled);
  const open = calls.reduce((sum, call) => sum + call.open, 0);
  const right = joined(
    [
      ...(isRunning(state) ? [[span(`${open} in flight`, 'muted')], [span(`${callRate(run)} calls/s`, 'muted')]] : []),
      ...(run.throttled > 0 ? [[span(`${run.throttled} throttled`, 'doubt')]] : []),
      ...(run.gaps.size > 0 ? [[span(counted(run.gaps.size, 'gap'), 'doubt')]] : []),
    ],
    ' · ',
  );
  const title = rule([span(isRunning(state) ? 'now' : 'read')], right, width);
  const shown = isRunning(state) ? packed(calls.map(showCall), width, height - 1) : [finishedText(state)];
  return [title, ...shown].slice(0, height).map((line) => clipLine(line, width));
};

/** Puts parts side by side on as many lines as there are; what does not fit is left out. */
const packed = (parts: readonly Line[], width: number, height: number): readonly Line[] => {
  const lines: Line[] = [];
  let line: Line = [];
  for (const part of parts) {
    const next: Line = line.length === 0 ? [span(' '), ...part] : [...line, span(' · ', 'muted'), ...part];
    if (lineWidth(next) <= width || line.length === 0) {
      line = next;
      continue;
    }
    lines.push(line);
    line = [span(' '), ...part];
    if (lines.length >= height) return lines;
  }
  return line.length === 0 ? lines : [...lines, line];
};
