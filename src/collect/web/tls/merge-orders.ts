/** Asks whether the server takes `a` rather than `b`. */
export type Prefers = (a: number, b: number) => Promise<boolean>;

const MAX_ROUNDS = 6;
/** Beyond that many questions the rest of the guess stands: no list people wrote needs more. */
const MAX_QUESTIONS = 40;

type Code = number;
/** `certain`: every two neighbours are known to stand in the server's order, so all do. */
export type Merged = { readonly order: readonly Code[]; readonly certain: boolean };

/**
 * Merges lists that are each in the server's order, the list with the best head first, into one such order. Most servers
 * have one list after the other, which a question for each border confirms. Else it starts from a guess by `compare` and
 * verifies only neighbours from different lists, all at once; neighbours in the wrong order change places and are
 * verified again.
 */
export async function mergeOrders(
  lists: readonly (readonly Code[])[],
  compare: (a: Code, b: Code) => number,
  prefers: Prefers,
): Promise<Merged> {
  const listOf = new Map(lists.flatMap((list, index) => list.map((code) => [code, index] as const)));
  const answers = new Map<string, boolean>();
  const verify = async (order: Code[]): Promise<Merged> => {
    const doubtful = neighbours(order).filter(
      ([a, b]) => listOf.get(a) !== listOf.get(b) && answers.get(`${a}>${b}`) !== true,
    );
    await Promise.all(
      doubtful.map(async ([a, b]) => {
        const right = await prefers(a, b);
        answers.set(`${a}>${b}`, right).set(`${b}>${a}`, !right);
      }),
    );
    const wrong = doubtful.filter(([a, b]) => answers.get(`${a}>${b}`) === false);
    for (const [a, b] of wrong) swap(order, a, b);
    return { order, certain: wrong.length === 0 };
  };

  const inRow = await verify(lists.flat());
  if (inRow.certain) return inRow;
  let known: Merged = { order: guessOrder(lists, compare), certain: false };
  for (let round = 0; round < MAX_ROUNDS && answers.size < MAX_QUESTIONS * 2 && !known.certain; round++) {
    known = await verify([...known.order]);
  }
  return known;
}

/** Merges by always taking the best head. */
export function guessOrder(lists: readonly (readonly number[])[], compare: (a: number, b: number) => number): number[] {
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
