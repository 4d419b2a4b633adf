/** A type with `readonly` and optional marks levelled out, so that two spellings of one shape can be compared. */
type Plain<T> = T extends readonly (infer U)[]
  ? readonly Plain<U>[]
  : T extends object
    ? { readonly [K in keyof T]-?: Plain<T[K]> }
    : T;

/** `true` where the two shapes hold the same values, `never` where they have drifted apart. */
export type SameShape<A, B> = [Plain<A>] extends [Plain<B>] ? ([Plain<B>] extends [Plain<A>] ? true : never) : never;
