/** Items by each of their keys; groups, and items within one, keep the order of the list. An item without a key is in none. */
export const groupByEach = <T>(
  items: readonly T[],
  keys: (item: T) => readonly string[],
): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keys(item)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  }
  return groups;
};

/** Items by their key; groups, and items within one, keep the order of the list. */
export const groupBy = <T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> =>
  groupByEach(items, (item) => [key(item)]);
