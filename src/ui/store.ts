import type { RunEvent } from '../domain/events.ts';
import { type Action, reduce } from './reducer.ts';
import type { UiState } from './state.ts';

/** Holds the state, and tells its listeners of changes no more often than a screen can show them. */
export interface Store {
  readonly state: () => UiState;
  /** Keys and sizes act at once. */
  readonly dispatch: (action: Action) => void;
  /** Events wait for the next tick. */
  readonly queue: (event: RunEvent) => void;
  readonly subscribe: (listener: () => void) => () => void;
  readonly close: () => void;
}

/** One tick for events, clock and spinner together. */
const tickEvery = 200;
/** Keys held down come faster than frames are worth drawing. */
const frameEvery = 33;

/** A store that ticks while the run goes on and rests once it is over. */
export const createStore = (initial: UiState, now: () => number): Store => {
  let current = initial;
  let waiting: RunEvent[] = [];
  let frame: NodeJS.Timeout | null = null;
  let published = initial;
  const listeners = new Set<() => void>();

  const publish = (): void => {
    if (published === current) return;
    published = current;
    for (const listener of listeners) listener();
  };
  const schedule = (): void => {
    if (frame !== null) return;
    publish();
    frame = setTimeout(() => {
      frame = null;
      publish();
    }, frameEvery);
  };
  const apply = (action: Action): void => {
    current = reduce(current, action);
    schedule();
  };
  const tick = (): void => {
    const running = current.run.finishedAt === null;
    if (waiting.length === 0 && !running) return;
    const events = waiting;
    waiting = [];
    apply({ type: 'tick', now: now(), events });
  };
  const timer = setInterval(tick, tickEvery);

  return {
    state: () => published,
    dispatch: apply,
    queue: (event) => {
      waiting.push(event);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      clearInterval(timer);
      if (frame !== null) clearTimeout(frame);
      frame = null;
      listeners.clear();
    },
  };
};
