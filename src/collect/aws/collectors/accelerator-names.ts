import type { Read } from '../../../domain/gap.ts';
import { known } from '../../../domain/gap.ts';
import { defineAwsCollector } from '../collector.ts';
import type { Listed } from '../port.ts';

/** Names and addresses of all accelerators. Where they cannot be listed, only what could lead to one is left open. */
export default defineAwsCollector({
  key: 'aws.accelerator.names',
  per: 'account',
  operations: ['global-accelerator:ListAccelerators', 'global-accelerator:ListCustomRoutingAccelerators'],
  collect: async (aws) => {
    const [standard, custom] = await Promise.all([
      aws.list('global-accelerator:ListAccelerators', (page) => page.Accelerators),
      aws.list('global-accelerator:ListCustomRoutingAccelerators', (page) => page.Accelerators),
    ]);
    const { account } = aws;
    const id = `arn:aws:globalaccelerator::${account}:names`;
    return { items: [{ id, account, region: 'global', tags: null, names: namesOf(standard, custom) }], gaps: [] };
  },
});

interface Named {
  readonly DnsName: string | null;
  readonly DualStackDnsName: string | null;
  readonly IpSets: readonly { readonly IpAddresses: readonly string[] }[];
}

const namesOf = (...lists: readonly Listed<Named>[]): Read<readonly string[]> => {
  const [gap] = lists.flatMap(({ gaps }) => gaps);
  if (gap !== undefined) return { ok: false, gap: gap.gap };
  const names = lists
    .flatMap(({ items }) => items)
    .flatMap(({ DnsName, DualStackDnsName, IpSets }) => [
      DnsName,
      DualStackDnsName,
      ...IpSets.flatMap(({ IpAddresses }) => IpAddresses),
    ]);
  return known([...new Set(names.flatMap((name) => name?.toLowerCase() ?? []))].sort());
};
