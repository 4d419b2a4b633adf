import { networkInterfaces } from 'node:os';
import { parseAddress } from '../../../parse/web/address.ts';
import { isIpLiteral } from '../../../parse/web/host.ts';

/** Whom the fetcher may talk to. */
export interface Safety {
  /** `true`: any address, name and port may be asked. For tests of internal hosts only. */
  readonly allowPrivate: boolean;
  /** Ports allowed besides 80 and 443. */
  readonly ports: readonly number[];
}

const WEB_PORTS = [80, 443];

/** This machine's own addresses: a public name that points here must not open our local services. */
const ownAddresses = (): ReadonlySet<string> =>
  new Set(
    Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .map(({ address }) => parseAddress(address)?.text ?? address),
  );

/** Whether this machine has a globally routed IPv6 address (2000::/3); without one, no IPv6 verdict is possible. */
export const hasGlobalIpv6 = (): boolean =>
  Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .some(({ family, address }) => family === 'IPv6' && /^[23]/.test(address));

const hostProblem = (host: string): string | null => {
  if (isIpLiteral(host)) return null;
  if (!host.includes('.')) return 'single-label name';
  return /\.(?:internal|local|localhost)$/.test(host) ? 'internal name' : null;
};

const addressProblem = (address: string): string | null => {
  const parsed = parseAddress(address);
  if (parsed === null) return 'not an IP address';
  if (!parsed.global) return `${parsed.range} address ${parsed.text}`;
  return ownAddresses().has(parsed.text) ? `own address ${parsed.text}` : null;
};

/**
 * Why a connection must not be made; null: it may. Remote hosts choose redirect targets and DNS answers, and the tool
 * often runs next to cloud credentials: only globally reachable addresses and web ports are asked unless the user
 * allows more. The address is the one to be connected to, so nothing is resolved after this.
 */
export const findDanger = (url: URL, address: string, { allowPrivate, ports }: Safety): string | null => {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return `scheme ${url.protocol}`;
  if (url.username !== '' || url.password !== '') return 'credentials in the URL';
  if (parseAddress(address) === null) return 'not an IP address';
  if (allowPrivate) return null;
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  if (![...WEB_PORTS, ...ports].includes(port)) return `port ${port}`;
  return hostProblem(url.hostname.replace(/\.$/, '')) ?? addressProblem(address);
};
