import type { Read } from '../../../domain/gap.ts';
import { known, unread } from '../../../domain/gap.ts';
import type { Listed } from '../port.ts';

/** A list as one fact: with a page missing it is not known what else there is, so the whole counts as unread. */
export const whole = <T>({ items, gaps }: Listed<T>): Read<readonly T[]> => {
  const [gap] = gaps;
  return gap === undefined ? known(items) : unread(gap.gap);
};

/** Groups in the order of the answer. */
export const groupBy = <T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
};
