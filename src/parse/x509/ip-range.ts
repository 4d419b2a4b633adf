import ipaddr from 'ipaddr.js';

type Ip = ReturnType<typeof ipaddr.parse>;
type Range = ReturnType<typeof ipaddr.parseCIDR>;

export const parseIp = (text: string): Ip | null => (ipaddr.isValid(text) ? ipaddr.parse(text) : null);

export const parseRange = (text: string): Range | null => (ipaddr.isValidCIDR(text) ? ipaddr.parseCIDR(text) : null);

/** Whether an address lies in a range; families never mix. */
export const inRange = (ip: Ip, range: Range): boolean => ip.kind() === range[0].kind() && ip.match(range);
