import { suggestion } from '../../claims/nearest.ts';
import { interfacesNamed, knownNames, targetsNamed } from '../../derive/net/named.ts';
import type { Network } from '../../derive/net/network.ts';
import type { Reach, ReachQuestion } from '../../derive/net/reach.ts';
import { reach as answer } from '../../derive/net/reach.ts';
import { describeSpan } from '../../derive/net/traffic.ts';
import { describeBlocker, describePath } from '../../derive/net/verdict.ts';
import type { ExitCode } from '../../domain/result.ts';
import { visible } from '../../domain/text.ts';
import { familyOf, parseCidr, parseIp } from '../../parse/aws/network/address.ts';
import type { NetworkRead } from '../network.ts';
import { readNetwork } from '../network.ts';
import type { NetworkOptions } from '../options.ts';
import { UsageError } from '../usage.ts';

export interface ReachOptions extends NetworkOptions {
  readonly from: string;
  readonly to?: string;
  readonly port?: string;
}

/**
 * `claimcheck reach`: one question about reachability, answered with the path that is open or with what closes each way in. Exit code 0
 * when it can be told, 2 when not.
 */
export const reach = async (options: ReachOptions): Promise<ExitCode> => {
  const { from, to } = options;
  if (to === undefined)
    throw new UsageError('reach needs --to; `claimcheck exposure` tells everything that the internet reaches');
  const asked = readPort(options.port);
  if (from.includes('/') && !from.startsWith('arn:') && parseCidr(from) === null)
    throw new UsageError(`--from "${from}" is no CIDR; write it like 203.0.113.0/24`);
  const read = await readNetwork(options);
  const source = sourceIn(read.network, from);
  refuseUnknown(read, '--to', to, targetsNamed(read.network, read.endpoints, to).length > 0);
  refuseUnknown(read, '--from', from, source !== null);
  const told = { ...answer(read.network, read.endpoints, { from: source ?? from, to, ...asked }), from };
  process.stdout.write(options.json ? `${JSON.stringify(told, null, 2)}\n` : page(told));
  if (told.verdict === 'unknown') for (const text of read.unlisted) process.stderr.write(`${visible(text)}\n`);
  return told.verdict === 'unknown' ? 2 : 0;
};

const readPort = (written: string | undefined): Pick<ReachQuestion, 'protocol' | 'port'> => {
  if (written === undefined) return { protocol: null, port: null };
  if (written === 'icmp' || written === 'tcp' || written === 'udp') return { protocol: written, port: null };
  const match = /^(?:(tcp|udp)\/)?(\d{1,5})$/.exec(written);
  const port = Number(match?.[2]);
  if (match === null || port > 65_535)
    throw new UsageError(`--port "${written}" is no port; write it like tcp/5432, udp/53 or icmp`);
  return { protocol: match[1] === 'udp' ? 'udp' : 'tcp', port };
};

/** How the network knows a source: an address that none of its interfaces has is a block of one. Null when it does not know it. */
const sourceIn = (network: Network, from: string): string | null => {
  const ip = parseIp(from);
  if (ip !== null) return network.interfacesAt(ip).length > 0 ? ip : `${ip}/${familyOf(ip) === 4 ? 32 : 128}`;
  if (from === 'internet' || parseCidr(from) !== null) return from;
  if (from.startsWith('sg-')) return network.group(from).ok ? from : null;
  return interfacesNamed(network, from).length > 0 ? from : null;
};

/** A name that is nowhere is a mistake of the person only where everything was listed. */
const refuseUnknown = (read: NetworkRead, flag: string, name: string, known: boolean): void => {
  if (known || read.unlisted.length > 0) return;
  const near = suggestion(name, knownNames(read.network, read.endpoints));
  throw new UsageError(`${flag} "${name}" is nowhere in what was read${near}`);
};

const page = ({ from, to, protocol, port, verdict, path, blockers, missing }: Reach): string => {
  const what = protocol === null ? 'any port' : port === null ? protocol : describeSpan(protocol, port, port);
  const words = { reachable: 'can be reached', blocked: 'cannot be reached', unknown: 'cannot be told' }[verdict];
  const inside = from !== 'internet' && parseCidr(from) === null;
  const because = {
    reachable: [describePath(path)],
    blocked: blockers.map((hop) => describeBlocker(hop, inside)),
    unknown: missing.map(({ component, id, because: why }) => `${component} ${id}: ${why}`),
  }[verdict];
  const lines = [`${to} from ${from} on ${what}: ${words}`, ...[...new Set(because)].map((line) => `  ${line}`)];
  return lines.map((line) => `${visible(line)}\n`).join('');
};
