const REASONS: ReadonlyMap<number, string> = new Map([
  [0, 'unspecified'],
  [1, 'keyCompromise'],
  [2, 'cACompromise'],
  [3, 'affiliationChanged'],
  [4, 'superseded'],
  [5, 'cessationOfOperation'],
  [6, 'certificateHold'],
  [8, 'removeFromCRL'],
  [9, 'privilegeWithdrawn'],
  [10, 'aACompromise'],
]);

/** Name of a revocation reason (RFC 5280 section 5.3.1); the number where it has none, null where none was given. */
export const reasonName = (reason: number | undefined): string | null =>
  reason === undefined ? null : (REASONS.get(reason) ?? String(reason));
