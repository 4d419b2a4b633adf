import { render, useInput } from 'ink';
import { type ReactElement, useSyncExternalStore } from 'react';
import type { Emit } from '../domain/events.ts';
import { Frame } from './components.tsx';
import { readKeys } from './input.ts';
import { initialState } from './state.ts';
import { createStore, type Store } from './store.ts';

interface UiOptions {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** Marks and lines in ASCII. */
  readonly ascii: boolean;
  /** Milliseconds; for elapsed time and the spinner. */
  readonly now: () => number;
  /** Puts a text on the person's clipboard. */
  readonly copy: (text: string) => void;
  /** The person wants out at once, without waiting for the scan to stop. */
  readonly leave: () => void;
}

export interface Ui {
  readonly emit: Emit;
  /**
   * What the person asked for: `interrupt` while the scan runs (stop it, keep what was read), `quit` once it is over.
   * Settles once; after `interrupt` the app stays on the screen until `stop`.
   */
  readonly done: Promise<'quit' | 'interrupt'>;
  /** Takes the app off the screen. Safe to call twice. */
  readonly stop: () => Promise<void>;
}

const App = ({ store }: { readonly store: Store }): ReactElement => {
  const state = useSyncExternalStore(store.subscribe, store.state);
  // What a key does is decided by the reducer, never here: this handler sees the state of the last painted frame.
  useInput((input, key) => store.dispatch({ type: 'keys', keys: readKeys(input, key) }));
  return <Frame state={state} />;
};

const sizeOf = (stdout: NodeJS.WriteStream): { readonly columns: number; readonly rows: number } => ({
  columns: stdout.columns || 80,
  rows: stdout.rows || 24,
});

/**
 * Starts the app on a terminal that is already in its alternate screen; `stdin` and `stdout` must be terminals.
 * It only shows: events go in by `emit`, and it never starts or stops work itself.
 */
export const startUi = (options: UiOptions): Ui => {
  const { stdin, stdout, ascii, now, copy, leave } = options;
  const store = createStore(initialState({ ...sizeOf(stdout), ascii, now: now() }), now);
  const resized = (): void => store.dispatch({ type: 'resize', ...sizeOf(stdout) });
  stdout.on('resize', resized);

  const done = new Promise<'quit' | 'interrupt'>((resolve) => {
    let copied = 0;
    store.subscribe(() => {
      const { request, copy: wanted } = store.state();
      if (wanted !== null && wanted.turn > copied) {
        copied = wanted.turn;
        copy(wanted.text);
      }
      if (request === 'force') leave();
      else if (request !== null) resolve(request);
    });
  });

  const instance = render(<App store={store} />, {
    stdin,
    stdout,
    exitOnCtrlC: false,
    patchConsole: false,
  });

  let stopped: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    stdout.off('resize', resized);
    store.close();
    const exited = instance.waitUntilExit();
    instance.unmount();
    await exited;
  };
  return { emit: store.queue, done, stop: () => (stopped ??= stop()) };
};
