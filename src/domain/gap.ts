/**
 * Something that should have been read and was not. A gap is never a pass and never a fail; every finding that
 * would have needed the reading becomes `unknown` and carries the gap.
 */
export type Gap =
  /** The caller may not make the call. `action` is the missing IAM action, e.g. `rds:DescribeDBInstances`. */
  | { readonly kind: 'denied'; readonly action: string; readonly detail: string }
  /** No usable credentials for the account at all. */
  | { readonly kind: 'credentials'; readonly detail: string }
  | {
      readonly kind:
        | 'throttled'
        | 'timeout'
        | 'unreachable'
        /** The answer came, but is not of the promised shape. */
        | 'malformed'
        /** The evidence directory holds no answer to this request. */
        | 'notRecorded'
        /** The service (or an emulator of it) does not offer the call. */
        | 'unsupported'
        /** All was read that could be, and it does not settle the question. */
        | 'inconclusive'
        /** Reading stopped before this was reached. */
        | 'interrupted'
        /** Our own fault. */
        | 'bug';
      readonly detail: string;
    };

export type GapKind = Gap['kind'];

/** One follow-up read on an item: the compiler forces every reader to ask whether it succeeded. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly gap: Gap };

export const known = <T>(value: T): Read<T> => ({ ok: true, value });
export const unread = (gap: Gap): Read<never> => ({ ok: false, gap });

/** Applies `f` to what was read; a gap stays the same gap. */
export const mapRead = <T, U>(read: Read<T>, f: (value: T) => U): Read<U> =>
  read.ok ? { ok: true, value: f(read.value) } : read;

/** One sentence for people: what kept us from looking. */
export const describeGap = (gap: Gap): string => {
  switch (gap.kind) {
    case 'denied':
      return `denied: the caller needs ${gap.action}`;
    case 'credentials':
      return `no usable credentials ${gap.detail}`;
    case 'notRecorded':
      return `not recorded: ${gap.detail}`;
    case 'inconclusive':
      return `not settled: ${gap.detail}`;
    default:
      return `${gap.kind}: ${gap.detail}`;
  }
};

/** The gap of an answer that came without a field which the API promises. */
export const notTold = (field: string): Gap => ({ kind: 'malformed', detail: `the answer does not tell ${field}` });
