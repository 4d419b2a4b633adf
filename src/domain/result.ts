import type { JsonValue, Severity } from './claim.ts';
import type { Facts, Finding, FindingStatus } from './finding.ts';
import type { Gap } from './gap.ts';
import type { Kind } from './kinds.ts';
import type { Scope } from './slice.ts';

export type ClaimStatus = 'supported' | 'contradicted' | 'unverified' | 'attested' | 'notApplicable';

/** 0 gate holds, 1 contradicted or regression, 2 unverified, 64 usage, 70 our bug, 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 64 | 70 | 130;

/** One sentence of the page with its verdict. `score` and `coverage` are ratios 0..1, null where nothing counts. */
export interface ClaimResult {
  readonly id: string;
  readonly says: string;
  /** English reading of a sentence in another language. */
  readonly gloss: string | null;
  readonly source: { readonly document: string | null; readonly line: number | null };
  /** Where the claims file binds it. */
  readonly claimsFile: { readonly file: string; readonly line: number };
  readonly kind: Kind;
  readonly with: { readonly [parameter: string]: JsonValue };
  readonly severity: Severity;
  readonly status: ClaimStatus;
  readonly score: number | null;
  readonly coverage: number | null;
  /** One sentence: why this status. */
  readonly because: string;
  readonly measured: Facts | null;
  /** What the verdict does not show. */
  readonly notShown: readonly string[];
  readonly checks: readonly CheckSummary[];
  /** Fingerprints. */
  readonly findings: readonly string[];
  readonly attestation: AttestationState | null;
}

export interface CheckSummary {
  readonly id: string;
  readonly status: FindingStatus;
  readonly score: number | null;
  readonly coverage: number | null;
}

export interface AttestationState {
  readonly document: string;
  readonly owner: string;
  readonly sha256: string;
  readonly validUntil: string;
  /** `changed`: the file of that name is another than was attested. */
  readonly state: 'valid' | 'expired' | 'not-yet-valid' | 'changed';
  /** SHA-256 of that other file. */
  readonly found?: string;
}

/** One thing that could not be read, as the result lists it. */
export interface GapEntry {
  readonly scope: Scope;
  /** What was asked for: a listing, or the resource or endpoint that `subject` names too. */
  readonly what: string;
  /** The one resource or endpoint that could not be read; null when a whole listing could not. */
  readonly subject: string | null;
  readonly gap: Gap;
  /** Checks that went without it. */
  readonly checks: readonly string[];
}

export interface WaiverEntry {
  readonly id: string;
  readonly owner: string;
  readonly reason: string;
  readonly expires: string;
  readonly state: 'applied' | 'expired' | 'unused';
  /** Whole days until it expires; negative when it has. */
  readonly daysLeft: number;
  readonly findings: readonly string[];
}

export interface ScopeReport {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly endpoints: readonly string[];
}

/** How a finding stands for a comparison. `absent` covers notApplicable; `expired` is a failure whose waiver has run out. */
export type DeltaState = 'pass' | 'fail' | 'unknown' | 'absent' | 'waived' | 'expired';

export interface DeltaEntry {
  readonly fingerprint: string;
  readonly claim: string;
  readonly check: string;
  readonly subject: string;
  readonly was: DeltaState;
  readonly now: DeltaState;
}

/** What changed between two results, or between a baseline and a result. */
export interface Delta {
  /** Passed or absent, fails now; or fails although its waiver has run out. */
  readonly regressions: readonly DeltaEntry[];
  /** Was unknown, fails now. */
  readonly revealed: readonly DeltaEntry[];
  /** Failed and fails worse. */
  readonly worsened: readonly DeltaEntry[];
  readonly fixed: readonly DeltaEntry[];
  readonly known: readonly DeltaEntry[];
  readonly gone: readonly DeltaEntry[];
  /** Was seen, cannot be told now. */
  readonly lostSight: readonly DeltaEntry[];
  /** Unknown or absent before, unknown now. */
  readonly unverified: readonly DeltaEntry[];
  /** Covered by a valid waiver now, whatever it was. */
  readonly waived: readonly DeltaEntry[];
  /** Fails of checks that did not exist when the baseline was pinned. */
  readonly newChecks: readonly DeltaEntry[];
  /** Seen then and now, and the document is another: for people to read again. Left out where there is none. */
  readonly changed?: readonly DeltaEntry[];
  /** Claims whose sentence is no longer the pinned one. */
  readonly drifted: readonly string[];
  readonly coverage: { readonly was: number | null; readonly now: number | null };
  /** Accounts, regions and endpoints that the older result reached and the newer did not. */
  readonly unreached: readonly string[];
}

export interface RunResult {
  readonly schema: string;
  readonly version: 1;
  readonly tool: { readonly name: 'claimcheck'; readonly version: string };
  readonly run: {
    readonly id: string;
    readonly startedAt: string;
    readonly finishedAt: string;
    /** `true`: interrupted, what is missing is told as gaps. */
    readonly partial: boolean;
    readonly caller: readonly string[];
  };
  readonly subject: string;
  readonly page: { readonly url: string | null; readonly document: string | null; readonly read: string | null };
  readonly scope: { readonly asked: ScopeReport; readonly reached: ScopeReport };
  readonly evidence: {
    /** `attested`: every file has the hash the manifest names. */
    readonly integrity: 'attested' | 'not attested' | 'modified' | 'not kept';
    readonly problems: readonly string[];
  };
  readonly summary: {
    readonly verdict: ClaimStatus;
    readonly exitCode: ExitCode;
    readonly score: number | null;
    readonly coverage: number | null;
    readonly claims: Readonly<Record<ClaimStatus, number>>;
    readonly findings: Readonly<Record<FindingStatus | 'waived', number>>;
  };
  readonly claims: readonly ClaimResult[];
  readonly findings: readonly Finding[];
  readonly gaps: readonly GapEntry[];
  readonly waivers: readonly WaiverEntry[];
  readonly delta: Delta | null;
}

/** Identifies the shape of a result; the JSON Schema of that name is `schema/result.schema.json`. */
export const resultSchemaId = 'urn:claimcheck:result:1';

/** One report format: a pure function of the result. */
export type Reporter = (result: RunResult) => string;

/** A format as the registry of reports holds it: one file of `reports/`, its default export. */
export interface ReportFormat {
  /** What `--output` calls it. */
  readonly id: string;
  readonly title: string;
  /** Of the file, without a dot. */
  readonly extension: string;
  readonly render: Reporter;
}
