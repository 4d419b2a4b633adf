import { type Answer, errorAnswer } from './answer.ts';
import type { Call } from './call.ts';

/** Code of the error by which a call that moto does not offer is told, in every protocol. */
export const NOT_IMPLEMENTED = 'EmulatorNotImplemented';

/**
 * moto tells a missing operation by a 404 or 500 with an HTML page, which SDK clients can only see as a broken answer. Says it
 * in words: HTTP 501, coded, not retried. Null when the answer is no hole.
 */
export const asHole = (call: Call, answer: Answer): Answer | null =>
  (answer.status === 404 || answer.status === 500) && /^\s*<!doctype/i.test(answer.body)
    ? errorAnswer(call, 501, NOT_IMPLEMENTED, `${call.service ?? 'unknown service'}: ${call.operation} is not emulated`)
    : null;
