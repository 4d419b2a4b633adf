import type { ArtifactKey, ItemOf, Items } from './artifacts.ts';
import type { Binding, Environments } from './claim.ts';
import type { Facts, Place, Proof, Said, Subject } from './finding.ts';
import type { Gap } from './gap.ts';
import type { Kind, KindParameters, Store } from './kinds.ts';

/** The status belongs to the reason, so text, status and fix cannot disagree. `{slots}` in the text are filled by the check. */
export type Reason =
  | { readonly status: 'pass'; readonly text: string }
  | { readonly status: 'fail'; readonly text: string; readonly fix: string };

export type Reasons = Readonly<Record<string, Reason>>;

type Slots<S extends string> = S extends `${string}{${infer K}}${infer Rest}` ? K | Slots<Rest> : never;

/** What a finding may carry beside its sentence. */
export interface Detail {
  readonly proof?: Proof;
  readonly measured?: Facts;
  readonly badness?: number;
  /** Accounts and regions that speak for it beside the subject's own. */
  readonly places?: readonly Place[];
}

type SaidArguments<R extends Reason> = [Slots<R['text']>] extends [never]
  ? readonly [slots?: Readonly<Record<never, never>>, detail?: Detail]
  : readonly [slots: { readonly [S in Slots<R['text']>]: string | number }, detail?: Detail];

/** How a check speaks. Only the runner can say `notApplicable`; `unknown` comes from a gap alone. */
export interface Say<R extends Reasons> {
  /** The clock of the run, milliseconds since the epoch: the only clock a check has. */
  readonly now: number;
  /** Environments as the claims file defines them, by name. */
  readonly environments: Environments;
  is<K extends keyof R & string>(subject: Subject, reason: K, ...rest: SaidArguments<R[K]>): Said;
  /** A reading this subject needs is missing, or all that was read does not settle it. */
  unread(subject: Subject, gap: Gap, detail?: Pick<Detail, 'proof' | 'places'>): Said;
}

/**
 * A pure judgement over artifacts. The file name is its id, the folder its family (first word of the kind it serves).
 * Slices' gaps never reach it: the runner turns each into an `unknown` finding, so a check cannot forget a denied region.
 */
export interface Check<K extends Kind, N extends ArtifactKey, R extends Reasons> {
  /** The property that holds when it passes. */
  readonly title: string;
  readonly why: string;
  readonly decides: readonly K[];
  readonly needs: readonly N[];
  readonly reasons: R;
  /** Said when there was nothing to look at. */
  readonly whenEmpty: string;
  /** What a pass of this check does not show. */
  readonly notShown?: readonly string[];
  /**
   * For kinds that name `stores`: those this check looks at. It runs only for claims that name one of them, and a claim
   * that names a store no check looks at stays unverified.
   */
  readonly stores?: readonly Store[];
  /** `false`: these parameters make the check pointless. Not for stores. */
  readonly when?: (parameters: KindParameters[K]) => boolean;
  readonly evaluate: (
    artifacts: { readonly [P in N]: readonly ItemOf<P>[] },
    parameters: KindParameters[K],
    say: Say<R>,
  ) => readonly Said[];
}

/** Infers needs, reasons and parameters from one another: an undeclared artifact, reason or slot does not compile. */
export const defineCheck = <const K extends Kind, const N extends ArtifactKey, const R extends Reasons>(
  check: Check<K, N, R>,
): Check<K, N, R> => check;

export interface CheckContext {
  readonly now: number;
  readonly environments: Environments;
}

/** A check as the registry holds it: the same object with its own types folded away. */
export interface RegisteredCheck {
  readonly id: string;
  readonly family: string;
  readonly title: string;
  readonly why: string;
  readonly decides: readonly Kind[];
  readonly needs: readonly ArtifactKey[];
  readonly reasons: Reasons;
  readonly whenEmpty: string;
  readonly notShown: readonly string[];
  readonly stores: readonly Store[];
  /** Whether the check decides a claim of this kind with these parameters. */
  readonly applies: (binding: Binding) => boolean;
  /** Pure. May throw if the check has a bug; the runner catches. */
  readonly run: (items: Items, binding: Binding, context: CheckContext) => readonly Said[];
}

/**
 * The checks that decide a claim. Where AWS is not in scope (the claims file says nothing of it, and no flag does), a claim
 * that can be decided from outside is decided from outside alone; one that cannot reads the caller's own account.
 */
export const checksFor = (
  claim: Binding,
  checks: readonly RegisteredCheck[],
  awsInScope: boolean,
): readonly RegisteredCheck[] => {
  const applied = checks.filter((check) => check.applies(claim));
  const outside = applied.filter(({ needs }) => !needs.some((key) => key.startsWith('aws.')));
  return awsInScope || outside.length === 0 ? applied : outside;
};
