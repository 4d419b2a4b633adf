import type { Read } from '../../../domain/gap.ts';
import { known, unread } from '../../../domain/gap.ts';
import type { Listed } from '../port.ts';

/** A list as one fact: with a page missing it is not known what else there is, so the whole counts as unread. */
export const whole = <T>({ items, gaps }: Listed<T>): Read<readonly T[]> => {
  const [gap] = gaps;
  return gap === undefined ? known(items) : unread(gap.gap);
};
