import { ports } from '../../claims/values.ts';
import { suggestion } from '../../claims/nearest.ts';
import { knownNames, targetsNamed } from '../../derive/net/named.ts';
import type { Reach, ReachQuestion } from '../../derive/net/reach.ts';
import { reach as answer } from '../../derive/net/reach.ts';
import { describeSpan } from '../../derive/net/traffic.ts';
import { describeBlocker, describePath } from '../../derive/net/verdict.ts';
import type { ExitCode } from '../../domain/result.ts';
import { visible } from '../../domain/text.ts';
import { parseCidr, parseIp } from '../../parse/aws/network/address.ts';
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
 * `claimcheck reach`: one question about reachability, with the path that is open or what closes each way in. Exit code 0 when it can be
 * told, 2 when not.
 */
export const reach = async (options: ReachOptions): Promise<ExitCode> => {
  const { from, to } = options;
  if (to === undefined)
    throw new UsageError('reach needs --to; `claimcheck exposure` tells everything that the internet reaches');
  const asked = readPort(options.port);
  const source = readSource(from);
  const read = await readNetwork(options);
  refuseUnknown(read, '--to', to, targetsNamed(read.network, read.databases, to).length > 0);
  refuseUnknown(read, '--from', from, source === null || knownNames(read.network, []).includes(source));
  const told = answer(read.network, read.databases, { from: source ?? from, to, ...asked });
  process.stdout.write(options.json ? `${JSON.stringify({ ...told, from }, null, 2)}\n` : page(told, from));
  return told.verdict === 'unknown' ? 2 : 0;
};
