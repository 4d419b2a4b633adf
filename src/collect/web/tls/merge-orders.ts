/** Asks whether the server takes `a` rather than `b`. */
export type Prefers = (a: number, b: number) => Promise<boolean>;

const MAX_ROUNDS = 6;

/**
 * Merges lists that are each in the server's order into one such order. It starts from a guess and verifies only
 * neighbours that come from different lists, all at once; neighbours in the wrong order change places and
 * are verified again. Without a way to ask, the guess stands.
 */
export async function mergeOrders(
  lists: readonly (readonly number[])[],
  compare: (a: number, b: number) => number,
  prefers: Prefers | null,
): Promise<readonly number[]> {
  const order = guessOrder(lists, compare);
  if (prefers === null) return order;
  const listOf = new Map(lists.flatMap((list, index) => list.map((code) => [code, index] as const)));
  const known = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const doubtful = neighbours(order).filter(([a, b]) => listOf.get(a) !== listOf.get(b) && !known.has(`${a}>${b}`));
    if (doubtful.length === 0) return order;
    const verdicts = await Promise.all(doubtful.map(async ([a, b]) => ({ a, b, right: await prefers(a, b) })));
    for (const { a, b, right } of verdicts) {
      known.add(right ? `${a}>${b}` : `${b}>${a}`);
      if (!right) swap(order, a, b);
    }
  }
  return order;
}

/** Merges by always taking the best head. */
function guessOrder(lists: readonly (readonly number[])[], compare: (a: number, b: number) => number): number[] {
  const rest = lists.map((list) => [...list]).filter((list) => list.length > 0);
  const order: number[] = [];
  while (rest.length > 0) {
    rest.sort((left, right) => compare(left[0] ?? 0, right[0] ?? 0));
    const head = rest[0]?.shift();
    if (head !== undefined) order.push(head);
    if (rest[0]?.length === 0) rest.shift();
  }
  return order;
}

function neighbours(order: readonly number[]): (readonly [number, number])[] {
  return order.slice(1).map((code, index) => [order[index] ?? code, code] as const);
}

function swap(order: number[], a: number, b: number): void {
  const at = order.indexOf(a);
  if (order[at + 1] !== b) return;
  order[at] = b;
  order[at + 1] = a;
}
