import pLimit from 'p-limit';
import { pause } from './pause.ts';

interface Rate {
  /** Calls per second. */
  readonly fill: number;
  readonly burst: number;
}

/**
 * Polite starting rates per service, well below AWS's documented or observed limits (EC2 read calls refill at 20/s,
 * https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html): production automation draws on the same bucket.
 */
const rates: { readonly [service: string]: Rate } = {
  ec2: { fill: 15, burst: 80 },
  iam: { fill: 15, burst: 20 },
  wafv2: { fill: 4, burst: 5 },
  cloudfront: { fill: 4, burst: 5 },
  // Five requests a second for the whole account. Route 53 Developer Guide, "Quotas on API requests".
  'route-53': { fill: 4, burst: 5 },
  account: { fill: 3, burst: 5 },
  shield: { fill: 3, burst: 5 },
  s3: { fill: 25, burst: 50 },
};
const usual: Rate = { fill: 8, burst: 10 };

const slowest = 0.5;
const backOff = 0.7;
const backOffPause = 500;

/**
 * A token bucket that slows down when the service throttles (x0.7, at most twice a second) and recovers by and by.
 * Asked before every call of one (account, region, service).
 */
export class Bucket {
  readonly #rate: Rate;
  readonly #now: () => number;
  #fill: number;
  #tokens: number;
  #filledAt: number;
  #slowedAt = Number.NEGATIVE_INFINITY;

  constructor(rate: Rate, now: () => number = () => performance.now()) {
    this.#rate = rate;
    this.#now = now;
    this.#fill = rate.fill;
    this.#tokens = rate.burst;
    this.#filledAt = now();
  }

  /** Takes one token and says how many milliseconds to wait before the call may go out. */
  take(): number {
    const now = this.#now();
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + ((now - this.#filledAt) / 1_000) * this.#fill) - 1;
    this.#filledAt = now;
    return this.#tokens >= 0 ? 0 : (-this.#tokens / this.#fill) * 1_000;
  }

  throttled(): void {
    const now = this.#now();
    if (now - this.#slowedAt < backOffPause) return;
    this.#slowedAt = now;
    this.#fill = Math.max(slowest, this.#fill * backOff);
    this.#tokens = Math.min(this.#tokens, 0);
  }

  succeeded(): void {
    this.#fill = Math.min(this.#rate.fill, this.#fill + 0.05);
  }
}

interface Place {
  readonly account: string;
  readonly region: string;
  readonly service: string;
}

export interface Gate {
  /**
   * Runs the call when its account, region and service have room; the bucket in the call's hands is told what became of
   * it. Once the signal is aborted nothing waits any more: the call runs at once and is expected to give up.
   */
  run<T>(place: Place, signal: AbortSignal, call: (bucket: Bucket) => Promise<T>): Promise<T>;
}

/** `inFlight` bounds the calls of the whole process (64 fill one core at 80 ms latency), `perService` those of one service in one place. */
export const createGate = (inFlight = 64, perService = 16): Gate => {
  const all = pLimit(inFlight);
  const places = new Map<string, { readonly limit: ReturnType<typeof pLimit>; readonly bucket: Bucket }>();
  return {
    run: ({ account, region, service }, signal, call) => {
      const key = `${account}/${region}/${service}`;
      const place = places.get(key) ?? { limit: pLimit(perService), bucket: new Bucket(rates[service] ?? usual) };
      places.set(key, place);
      return place.limit(async () => {
        await pause(signal.aborted ? 0 : place.bucket.take(), signal);
        return all(() => call(place.bucket));
      });
    },
  };
};
