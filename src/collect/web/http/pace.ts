/** So many at once, then so many a second. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** A bucket of tokens: who finds none waits for the next one, in order. */
export class Pace {
  private readonly rate: Rate;
  private tokens: number;
  private last = 0;

  constructor(rate: Rate) {
    this.rate = rate;
    this.tokens = rate.burst;
  }

  /** Takes a token at this time (milliseconds of a steady clock) and tells how many milliseconds to wait for it. */
  next(now: number): number {
    const { burst, perSecond } = this.rate;
    const refilled = ((now - this.last) / 1_000) * perSecond;
    this.tokens = Math.min(burst, this.tokens + refilled) - 1;
    this.last = now;
    return this.tokens >= 0 ? 0 : (-this.tokens / perSecond) * 1_000;
  }
}
