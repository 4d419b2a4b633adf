/** A point of an address space or port range: numbers for IPv4 and ports, bigints for IPv6. One set holds one kind. */
export type Bound = number | bigint;

/**
 * A set of points as the sorted boundaries of disjoint half-open intervals: `[a, b, c, d]` is a..b and c..d.
 * Only comparisons are needed, so one implementation serves IPv4, IPv6 and ports.
 */
export type Intervals = readonly Bound[];

export const NOTHING: Intervals = [];

export const interval = (from: Bound, to: Bound): Intervals => (from < to ? [from, to] : NOTHING);

export const isEmpty = (set: Intervals): boolean => set.length === 0;

/** One sweep over both boundary lists; a boundary of the result is where membership changes. */
const combine = (a: Intervals, b: Intervals, keep: (inA: boolean, inB: boolean) => boolean): Intervals => {
  const out: Bound[] = [];
  let i = 0;
  let j = 0;
  let inside = false;
  for (;;) {
    const x = a[i];
    const y = b[j];
    const at = y === undefined || (x !== undefined && x <= y) ? x : y;
    if (at === undefined) return out;
    if (x === at) i++;
    if (y === at) j++;
    const now = keep(i % 2 === 1, j % 2 === 1);
    if (now !== inside) out.push(at);
    inside = now;
  }
};

export const union = (a: Intervals, b: Intervals): Intervals => {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  return combine(a, b, (inA, inB) => inA || inB);
};

export const intersect = (a: Intervals, b: Intervals): Intervals => {
  if (a.length === 0 || b.length === 0) return NOTHING;
  return combine(a, b, (inA, inB) => inA && inB);
};

export const subtract = (a: Intervals, b: Intervals): Intervals => {
  if (a.length === 0 || b.length === 0) return a;
  return combine(a, b, (inA, inB) => inA && !inB);
};

/** The union of many sets at the cost of one sort. Starts come before ends at one point, so touching intervals merge. */
export const unionAll = (sets: readonly Intervals[]): Intervals => {
  const [only] = sets;
  if (sets.length <= 1) return only ?? NOTHING;
  const edges = sets.flatMap((set) => set.map((at, i) => ({ at, step: i % 2 === 0 ? 1 : -1 })));
  edges.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : b.step - a.step));
  const out: Bound[] = [];
  let depth = 0;
  for (const { at, step } of edges) {
    if (depth === 0 || depth + step === 0) out.push(at);
    depth += step;
  }
  return out;
};

/** How many boundaries lie at or before `at`: odd means inside. */
const boundariesUpTo = (set: Intervals, at: Bound): number => {
  let low = 0;
  let high = set.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const bound = set[middle];
    if (bound !== undefined && bound <= at) low = middle + 1;
    else high = middle;
  }
  return low;
};

export const contains = (set: Intervals, at: Bound): boolean => boundariesUpTo(set, at) % 2 === 1;

/** Do the two sets share a point? Logarithmic per interval of the second. */
export const overlaps = (set: Intervals, other: Intervals): boolean => {
  const [few, many] = set.length < other.length ? [set, other] : [other, set];
  for (let i = 0; i + 1 < few.length; i += 2) {
    const from = few[i];
    const to = few[i + 1];
    if (from === undefined || to === undefined) return false;
    const k = boundariesUpTo(many, from);
    if (k % 2 === 1) return true;
    const next = many[k];
    if (next !== undefined && next < to) return true;
  }
  return false;
};

/** Is every point of `inner` in `set`? */
export const covers = (set: Intervals, inner: Intervals): boolean => isEmpty(subtract(inner, set));

/** A point of the set: the first of `wished` that lies in it, else its first point; undefined when empty. */
export const pick = (set: Intervals, wished: readonly Bound[] = []): Bound | undefined =>
  wished.find((at) => contains(set, at)) ?? set[0];

/** The intervals as inclusive pairs of numbers; for port sets. */
export const ranges = (set: Intervals): readonly { readonly from: number; readonly to: number }[] => {
  const out: { from: number; to: number }[] = [];
  for (let i = 0; i + 1 < set.length; i += 2) out.push({ from: Number(set[i]), to: Number(set[i + 1]) - 1 });
  return out;
};

/** A value known only between two bounds: `may` over-approximates (unknown counts as open), `must` under-approximates. */
export interface Bounds<T> {
  readonly may: T;
  readonly must: T;
}

export const exactly = <T>(value: T): Bounds<T> => ({ may: value, must: value });

export const bothWays = <T, U, V>(a: Bounds<T>, b: Bounds<U>, f: (a: T, b: U) => V): Bounds<V> => ({
  may: f(a.may, b.may),
  must: f(a.must, b.must),
});
