import type { AccountFacts } from '../../../fixtures/seed/facts.ts';
import type { Answer } from './answer.ts';
import type { Call } from './call.ts';
import { fits } from './faults.ts';

/**
 * Where moto has no answer, or a false one, the overlay gives it. Each is an invention of this project, kept in one table and
 * shown as such in fixtures/README.md; no rule rests on a repaired answer alone.
 */
export interface Repair {
  readonly service: string;
  readonly operation: string | RegExp;
  /** What moto does instead. */
  readonly moto: string;
  /** What is answered here. */
  readonly here: string;
  /** Answers in moto's place; null: moto answers. */
  readonly answer?: (call: Call, facts: AccountFacts, clock: number) => Answer | null;
  /** Corrects the body of a successful answer of moto. */
  readonly patch?: (body: string, call: Call, facts: AccountFacts, clock: number) => string;
}

/** The repair meant for a call, if any. */
export const repairFor = (repairs: readonly Repair[], call: Call): Repair | undefined =>
  repairs.find((repair) => fits(repair, call));
