import type { Finding } from './finding.ts';
import type { GapEntry, ScopeReport } from './result.ts';

/** A finding as far as comparing needs it. */
export interface PinnedFinding
  extends Pick<Finding, 'fingerprint' | 'claim' | 'check' | 'subject' | 'status' | 'badness'> {
  /** `expired`: a failure that a waiver covered until it ran out. */
  readonly waiver: 'applied' | 'expired' | null;
  /** SHA-256 of a document that was seen; left out where the finding is about none. */
  readonly content?: string;
}

interface PinnedClaim {
  readonly id: string;
  /** Of the sentence in UTF-8, 64 lower-case hex digits. */
  readonly sha256: string;
  /** Ids of the checks that were run for it. */
  readonly checks: readonly string[];
}

/** A result as far as comparing needs it. Findings are named by their fingerprints, each once. */
export interface Snapshot {
  readonly scope: { readonly asked: ScopeReport; readonly reached: ScopeReport };
  readonly coverage: number | null;
  /** Ids of the checks that existed, whether or not they had something to say. */
  readonly checks: readonly string[];
  readonly claims: readonly PinnedClaim[];
  readonly gaps: readonly GapEntry[];
  readonly findings: readonly PinnedFinding[];
}

/** Identifies the shape of a baseline file. */
export const baselineSchemaId = 'urn:claimcheck:baseline:1';

/** The pinned result that later results are compared with: a committed file, written on purpose only. */
export interface Baseline extends Snapshot {
  readonly schema: typeof baselineSchemaId;
  readonly version: 1;
  readonly tool: { readonly name: 'claimcheck'; readonly version: string };
  /** UTC day of the pinned result, `YYYY-MM-DD`. */
  readonly date: string;
  /** Who pinned it. */
  readonly by: string;
}
