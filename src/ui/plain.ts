import type { Emit, RunEvent } from '../domain/events.ts';
import { describeGap } from '../domain/gap.ts';
import { type Scope, scopeKey } from '../domain/slice.ts';
import { counted } from '../domain/text.ts';
import { showScope } from './detail.ts';
import { cell, type Line, span } from './line.ts';
import { progressOf } from './rows.ts';
import { emptyRun, foldRun, type RunState } from './run.ts';
import { clock } from './text.ts';
import { markCell, marks, markWord, paint } from './theme.ts';

interface PlainOptions {
  readonly ascii: boolean;
  readonly color: boolean;
  /** Milliseconds. */
  readonly now: () => number;
}

/** After this long without a line, the next event says how far the run is. */
const silence = 10_000;

const accountOf = (scope: Scope): string => (scope.type === 'aws' ? scope.account : scope.endpoint);

/** The service of a call named `service:Operation`; a step of another kind stands for itself. */
const serviceOf = (what: string): string => what.split(':')[0] ?? what;

/**
 * What is said once for many: the same gap in every region of an account, throttling of one service in an account.
 * Later ones are counted in the line of their scope.
 */
const kinship = (event: RunEvent): string | null => {
  if (event.type === 'gap') return `gap ${accountOf(event.gap.scope)} ${event.gap.what} ${event.gap.gap.kind}`;
  if (event.type === 'call' && event.state === 'throttled')
    return `throttled ${accountOf(event.scope)} ${serviceOf(event.what)}`;
  return null;
};

const scopeLine = (run: RunState, scope: Scope): Line | null => {
  const state = run.scopes.get(scopeKey(scope));
  if (state === undefined || state.steps === 0 || state.done !== state.steps) return null;
  return [
    span(`read ${showScope(scope)}: ${counted(state.steps, 'step')}, ${counted(state.items, 'item')}`),
    span(state.gaps === 0 ? '' : `, ${counted(state.gaps, 'gap')}`, 'doubt'),
  ];
};

const claimLine = (event: Extract<RunEvent, { type: 'claim' }>, ascii: boolean): Line => {
  const { id, status, because } = event.claim;
  return [
    markCell(status, ascii),
    span(' '),
    span(id, 'plain', true),
    span(` ${marks[status].word}: `, marks[status].tone),
    span(because),
  ];
};

const accountLine = ({ label, account, state, detail }: Extract<RunEvent, { type: 'account' }>): Line | null => {
  if (state === 'connecting') return null;
  const name = account === null ? label : `${label} ${account}`;
  return state === 'failed' ? [span(`account ${name}: ${detail}`, 'bad')] : [span(`account ${name}: connected`)];
};

/** The line that an event is worth; null for most. */
const lineOf = (event: RunEvent, run: RunState, ascii: boolean): Line | null => {
  switch (event.type) {
    case 'planned':
      return [
        span(
          `${event.subject}: ${counted(event.claims.length, 'claim')}, ${counted(event.artifacts.length, 'thing')} to read`,
        ),
      ];
    case 'account':
      return accountLine(event);
    case 'step':
      return event.state === 'done' ? scopeLine(run, event.scope) : null;
    case 'call':
      return event.state === 'throttled'
        ? [span(`throttled ${accountOf(event.scope)}: ${event.what}, going slower`, 'doubt')]
        : null;
    case 'gap':
      return [span(`gap ${showScope(event.gap.scope)} ${event.gap.what}: ${describeGap(event.gap.gap)}`, 'doubt')];
    case 'claim':
      return claimLine(event, ascii);
    case 'log':
      return [span(event.level === 'warning' ? `warning: ${event.text}` : event.text)];
    case 'scope':
    case 'finished':
      return null;
  }
};

const heartbeat = (run: RunState, ascii: boolean): Line => {
  const { done, steps } = progressOf(run.scopes, 'all');
  const contradicted = run.claims.filter((claim) => claim.decided?.status === 'contradicted').length;
  const open = [...run.calls.values()].reduce((sum, call) => sum + call.open, 0);
  return [
    span(
      `${done}/${steps} steps, ${open} in flight, ${contradicted} ${markWord('contradicted', ascii)}, ${counted(run.gaps.size, 'gap')}`,
      'muted',
    ),
  ];
};

/**
 * Progress as sparse lines for logs and simple terminals: accounts, scopes that are complete, the first gap and the first
 * throttling of their kind, each claim as it is decided, and a sign of life after ten silent seconds.
 * Starts no timer. `write` gets one line without its end; lines begin with the time since the start.
 */
export const plainProgress = (write: (line: string) => void, options: PlainOptions): Emit => {
  let run = emptyRun;
  let lastAt = options.now();
  const said = new Set<string>();
  return (event) => {
    const now = options.now();
    run = foldRun(run, [event], now);
    const kin = kinship(event);
    const repeated = kin !== null && said.has(kin);
    if (kin !== null) said.add(kin);
    const own = repeated ? null : lineOf(event, run, options.ascii);
    const line = own ?? (now - lastAt >= silence && event.type !== 'finished' ? heartbeat(run, options.ascii) : null);
    if (line === null) return;
    lastAt = now;
    write(paint([cell(clock(now - (run.startedAt ?? now)), 5, 'muted', 'right'), span('  '), ...line], options));
  };
};
