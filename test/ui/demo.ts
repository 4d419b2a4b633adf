/* Shows the app, or plain lines, over a made-up scan: `tsx test/ui/demo.ts [seconds] [--plain] [--ascii]`. For people and for tests in a terminal. */
import { setTimeout as wait } from 'node:timers/promises';
import { chooseScreen } from '../../src/cli/terminal.ts';
import { ending, manyFindings, opening, reading, result } from './scenario.ts';

const seconds = Number(process.argv[2] ?? 8);
const screen = await chooseScreen({
  plain: process.argv.includes('--plain'),
  ascii: process.argv.includes('--ascii'),
  color: !process.argv.includes('--no-color'),
  stdoutTaken: false,
});

const final = await screen.run(async (emit, signal) => {
  const events = [...opening, ...reading, manyFindings(500), ...ending];
  for (const event of events) {
    if (event.type === 'finished') break;
    emit(event);
    await wait((seconds * 1000) / events.length, null, { signal }).catch(() => null);
    if (signal.aborted) break;
  }
  const stopped = { ...result, run: { ...result.run, partial: signal.aborted } };
  emit({ type: 'finished', result: stopped });
  return stopped;
});
screen.conclude(final);
process.exitCode = final.summary.exitCode;
