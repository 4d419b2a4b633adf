import type { Gap } from './gap.ts';

export type FindingStatus = 'pass' | 'fail' | 'unknown' | 'notApplicable';

/** What a finding is about: a resource, an endpoint, an account, or a scope that could not be read. */
export interface Subject {
  /** Kind of thing in kebab-case, e.g. `rds-instance`, `endpoint`, `account`. */
  readonly type: string;
  /** ARN, `host:port`, account id: whatever names the thing for its owner. */
  readonly id: string;
  /** AWS account id; null for endpoints. */
  readonly account: string | null;
  /** AWS region, `global` for account-wide things; null for endpoints. */
  readonly region: string | null;
  /** Tells several findings on one subject apart, e.g. a listener port. */
  readonly part?: string;
}

/** Subject for an AWS resource of an artifact. */
export const resource = (
  type: string,
  item: { readonly id: string; readonly account: string; readonly region: string },
  part?: string,
): Subject => ({
  type,
  id: item.id,
  account: item.account,
  region: item.region,
  ...(part === undefined ? {} : { part }),
});

/** Subject for a public endpoint, named `host:port`. */
export const endpoint = (id: string, part?: string): Subject => ({
  type: 'endpoint',
  id,
  account: null,
  region: null,
  ...(part === undefined ? {} : { part }),
});

export type Scalar = string | number | boolean | null;
export type Facts = Readonly<Record<string, Scalar>>;

/** One hop of a network path, in AWS's own vocabulary where it has a word. */
export interface Hop {
  readonly component: string;
  readonly id: string;
  /** The rule, route or address that lets the packet pass (or stops it). */
  readonly rule: string | null;
  /** Explanation code of the VPC Reachability Analyzer, or our own in the same style. */
  readonly code: string | null;
}

/** A structured proof that a person can follow and repeat. */
export type Proof =
  | { readonly type: 'path'; readonly text: string; readonly hops: readonly Hop[] }
  | {
      readonly type: 'timeline';
      readonly text: string;
      /** ISO 8601 UTC. */
      readonly points: readonly string[];
      readonly longestGap: { readonly from: string; readonly to: string; readonly seconds: number } | null;
    }
  | { readonly type: 'facts'; readonly text: string; readonly facts: Facts };

/** An account and a region of it, `global` for account-wide services. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** What a check says of one subject. */
export interface Said {
  readonly status: FindingStatus;
  /** Id of the declared reason, or `gap.<kind>`, `empty`, `bug` when the runner speaks. */
  readonly reason: string;
  readonly message: string;
  readonly subject: Subject;
  readonly fix: string | null;
  readonly proof: Proof | null;
  /** The observed value in plain units, e.g. `{ grade: "B" }`. */
  readonly measured: Facts | null;
  /** The observed value as a number that grows as things get worse, so that runs can be compared; null when it has none. */
  readonly badness: number | null;
  readonly gap: Gap | null;
  /** Accounts and regions that speak for it beside the subject's own: their evidence backs it too. */
  readonly places?: readonly Place[];
}

/** A finding as it stands in a result: what a check said, for which claim, and on what evidence. */
export interface Finding extends Omit<Said, 'gap' | 'places'> {
  readonly fingerprint: string;
  readonly claim: string;
  readonly check: string;
  /** Names of the evidence streams that were read for it. */
  readonly evidence: readonly string[];
  /** Id of the waiver that covers it. */
  readonly waiver: string | null;
}
