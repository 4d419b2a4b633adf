import { type Answer, errorAnswer } from './answer.ts';
import type { Call } from './call.ts';

/** What may go wrong on purpose. Faults are tried in order; the first that does not answer `pass` decides. */
export type Fault = (call: Call) => Answer | 'pass' | 'hang' | 'reset' | 'half';

/** Which calls a fault strikes. Without a service or operation: all. */
export interface Target {
  readonly service?: string;
  readonly operation?: string | RegExp;
  readonly region?: string;
  readonly account?: string;
}

const operationFits = (wanted: string | RegExp, operation: string): boolean =>
  typeof wanted === 'string' ? wanted === operation : wanted.test(operation);

export const fits = (target: Target, call: Call): boolean =>
  (target.service === undefined || target.service === call.service) &&
  (target.operation === undefined || operationFits(target.operation, call.operation)) &&
  (target.region === undefined || target.region === call.region) &&
  (target.account === undefined || target.account === call.account);

const striking =
  (target: Target, strike: Fault): Fault =>
  (call) =>
    fits(target, call) ? strike(call) : 'pass';

/** The caller may not: EC2 has its own word for it. */
export const denied = (target: Target): Fault =>
  striking(target, (call) => {
    const code =
      call.service === 'ec2'
        ? 'UnauthorizedOperation'
        : call.dialect === 'xml'
          ? 'AccessDenied'
          : 'AccessDeniedException';
    return errorAnswer(call, 403, code, `User is not authorized to perform ${call.service}:${call.operation}`);
  });

export const expiredToken = (target: Target): Fault =>
  striking(target, (call) =>
    errorAnswer(
      call,
      call.dialect === 'xml' ? 403 : 400,
      call.service === 'ec2' ? 'RequestExpired' : 'ExpiredToken',
      'The security token included in the request is expired',
    ),
  );

export const failing = (target: Target, status = 503): Fault =>
  striking(target, (call) =>
    errorAnswer(call, status, status === 503 ? 'ServiceUnavailable' : 'InternalFailure', 'Injected failure'),
  );

/** Never answers. */
export const hanging = (target: Target): Fault => striking(target, () => 'hang');

/** Resets the connection. */
export const resetting = (target: Target): Fault => striking(target, () => 'reset');

/** Promises the whole body, sends half of it and closes. */
export const truncating = (target: Target): Fault => striking(target, () => 'half');

/** The fault strikes the n-th call (from 1) that it is meant for, and no other. */
export const onlyNth = (n: number, target: Target, fault: Fault): Fault => {
  let seen = 0;
  return (call) => {
    if (!fits(target, call)) return 'pass';
    seen += 1;
    return seen === n ? fault(call) : 'pass';
  };
};

/**
 * A token bucket per account, region and operation, as EC2 has them: what finds it empty is throttled.
 * @param burst tokens of a full bucket; @param perSecond refill; @param clock milliseconds, any origin
 */
export const throttling = (
  target: Target,
  { burst, perSecond, clock = () => performance.now() }: { burst: number; perSecond: number; clock?: () => number },
): Fault & { readonly throttled: () => number } => {
  const buckets = new Map<string, { tokens: number; at: number }>();
  let throttled = 0;
  const fault = striking(target, (call) => {
    const key = `${call.account} ${call.region} ${call.service} ${call.operation}`;
    const now = clock();
    const bucket = buckets.get(key) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    buckets.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, at: now });
    if (tokens >= 1) return 'pass';
    throttled += 1;
    return call.dialect === 'xml'
      ? errorAnswer(call, 503, call.service === 's3' ? 'SlowDown' : 'RequestLimitExceeded', 'Request limit exceeded.')
      : errorAnswer(call, 400, 'ThrottlingException', 'Rate exceeded');
  });
  return Object.assign(fault, { throttled: () => throttled });
};
