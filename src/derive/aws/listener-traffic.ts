import type { Listener } from '../../domain/aws.ts';

/** Whether a claim on this traffic speaks of the listener: external traffic is what the public can reach. */
export const carries = (
  { internetFacing }: Pick<Listener, 'internetFacing'>,
  traffic: 'external' | 'internal' | 'all',
): boolean => traffic === 'all' || internetFacing === (traffic === 'external');
