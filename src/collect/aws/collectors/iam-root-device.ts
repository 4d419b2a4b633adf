import { defineAwsCollector } from '../collector.ts';

/** Whether the root user's second factor is a virtual device. The device's name proves nothing: its owner does. */
export default defineAwsCollector({
  key: 'aws.iam.root-device',
  per: 'account',
  operations: ['iam:ListVirtualMFADevices'],
  collect: async (aws) => {
    const { account } = aws;
    const { items, gaps } = await aws.list('iam:ListVirtualMFADevices', (page) => page.VirtualMFADevices);
    const rootDeviceIsVirtual = items.some(({ User }) => User?.Arn?.endsWith(':root') ?? false);
    if (gaps.length > 0 && !rootDeviceIsVirtual) return { items: [], gaps };
    return {
      items: [{ id: `arn:aws:iam::${account}:root`, account, region: 'global', tags: null, rootDeviceIsVirtual }],
      gaps: [],
    };
  },
});
