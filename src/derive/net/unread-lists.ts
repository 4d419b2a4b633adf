import type { Route } from '../../domain/network.ts';
import type { Missing, Network } from './network.ts';

/** Prefix lists that routes name and whose entries could not be read. */
export const unreadLists = (network: Network, routes: readonly Route[]): readonly Missing[] =>
  routes.flatMap(({ to }) => {
    if ('cidr' in to || network.listEntries(to.prefixList) !== null) return [];
    const list = network.prefixList(to.prefixList);
    if (!list.ok) return [{ ...list.missing, id: to.prefixList }];
    return list.value.entries.ok ? [] : [{ component: 'prefix-list', id: to.prefixList, gap: list.value.entries.gap }];
  });
