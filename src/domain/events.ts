import type { ArtifactKey } from './artifacts.ts';
import type { Severity } from './claim.ts';
import type { Finding } from './finding.ts';
import type { Kind } from './kinds.ts';
import type { ClaimResult, RunResult } from './result.ts';
import type { Scope, ScopedGap } from './slice.ts';

/** What a run tells while it goes on. The terminal app and the plain progress lines are folds over these. */
export type RunEvent =
  | {
      readonly type: 'planned';
      readonly subject: string;
      readonly claims: readonly {
        readonly id: string;
        readonly says: string;
        readonly kind: Kind;
        readonly severity: Severity;
      }[];
      readonly artifacts: readonly ArtifactKey[];
    }
  /** An account is known by its id once its identity was asked; `label` is the profile or role as the user wrote it. */
  | {
      readonly type: 'account';
      readonly label: string;
      readonly account: string | null;
      readonly state: 'connecting' | 'ready' | 'failed';
      readonly regions: readonly string[];
      readonly detail: string;
    }
  /** `steps` collector runs are planned in this scope. */
  | { readonly type: 'scope'; readonly scope: Scope; readonly steps: number }
  | {
      readonly type: 'step';
      readonly scope: Scope;
      readonly artifact: ArtifactKey;
      readonly state: 'started' | 'done';
      readonly items: number;
      readonly gaps: number;
    }
  | {
      readonly type: 'call';
      readonly state: 'started' | 'done' | 'throttled';
      readonly scope: Scope;
      readonly what: string;
    }
  | { readonly type: 'gap'; readonly gap: ScopedGap }
  | { readonly type: 'claim'; readonly claim: ClaimResult; readonly findings: readonly Finding[] }
  | { readonly type: 'log'; readonly level: 'info' | 'warning'; readonly text: string }
  | { readonly type: 'finished'; readonly result: RunResult };

export type Emit = (event: RunEvent) => void;
