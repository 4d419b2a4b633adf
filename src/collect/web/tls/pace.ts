import type { TlsOutcome } from './exchange.ts';

/** What is left to a server that does not bear more. */
const GENTLE = 2;

type Job = () => Promise<TlsOutcome>;
type Waiting = { readonly start: () => void; readonly beside: number };

/**
 * Runs jobs at most `limit` at a time. Two failures in a row leave two at a time; a job that failed beside many others
 * runs once more beside one at most, since the failure may be the server's answer to their number.
 */
export function adaptivePace(limit: number): (job: Job) => Promise<TlsOutcome> {
  const waiting: Waiting[] = [];
  let allowed = limit;
  let running = 0;
  let failures = 0;
  let answered = false;

  const next = (): void => {
    const [first] = waiting;
    if (first === undefined || running >= Math.min(allowed, first.beside)) return;
    waiting.shift();
    running++;
    first.start();
    next();
  };
  const turn = (beside: number): Promise<void> =>
    new Promise((start) => {
      if (beside < limit) waiting.unshift({ start, beside });
      else waiting.push({ start, beside });
      next();
    });
  const note = (outcome: TlsOutcome): boolean => {
    const failed = isFailure(outcome, answered);
    answered ||= outcome.messages.length > 0 || outcome.end === 'alert';
    failures = failed ? failures + 1 : 0;
    if (failures >= 2) allowed = Math.min(allowed, GENTLE);
    return failed;
  };
  const once = async (
    job: Job,
    beside: number,
  ): Promise<{ readonly outcome: TlsOutcome; readonly crowded: boolean }> => {
    await turn(beside);
    const before = running;
    try {
      const outcome = await job();
      return { outcome, crowded: note(outcome) && Math.max(before, running) > GENTLE };
    } finally {
      running--;
      next();
    }
  };
  return async (job) => {
    const { outcome, crowded } = await once(job, limit);
    if (!crowded || (outcome.end === 'timeout' && !answered)) return outcome;
    const again = await once(job, GENTLE);
    return again.outcome.end === 'skipped' ? outcome : { ...again.outcome, tries: 2 };
  };
}

/** No word about the question; an unreachable port only counts where others were reached. */
function isFailure({ end, messages }: TlsOutcome, answered: boolean): boolean {
  if (messages.length > 0) return false;
  return end === 'reset' || end === 'timeout' || (end === 'unreachable' && answered);
}
