import { collectors } from '../collect/collectors.generated.ts';
import { collect } from '../collect/run.ts';
import { databaseEndpoint } from '../derive/net/database.ts';
import type { Network } from '../derive/net/network.ts';
import { networkFrom } from '../derive/net/standing.ts';
import type { ArtifactKey } from '../domain/artifacts.ts';
import type { Emit } from '../domain/events.ts';
import { describeGap } from '../domain/gap.ts';
import type { ManagedEndpoint } from '../domain/managed-endpoints.ts';
import { managedEndpointKeys } from '../domain/managed-endpoints.ts';
import { scopeKey } from '../domain/slice.ts';
import { visible } from '../domain/text.ts';
import { openEvidence, readAccess, readRegions } from './inputs.ts';
import { connectAws } from './live.ts';
import type { NetworkOptions } from './options.ts';
import { openRecordedAws } from './recorded.ts';
import { UsageError } from './usage.ts';

const timeout = 20_000;
const callsInFlight = 64;

const wanted: readonly ArtifactKey[] = [
  'aws.network',
  'aws.network.doors',
  'aws.rds.instances',
  ...managedEndpointKeys,
];

export interface NetworkRead {
  readonly network: Network;
  readonly endpoints: readonly ManagedEndpoint[];
  /** What could not be listed and may hold more things than are known, each with the reason. */
  readonly unlisted: readonly string[];
}

const tell: Emit = (event) => {
  if (event.type === 'log') process.stderr.write(`${visible(event.text)}\n`);
};

const open = async (options: NetworkOptions, signal: AbortSignal) => {
  const regions = readRegions({ region: options.region }) ?? 'all';
  const access = readAccess(options);
  if (options.evidence === undefined)
    return connectAws({
      accounts: access ?? [],
      regions,
      runId: 'network',
      inFlight: callsInFlight,
      timeout,
      writer: null,
      signal,
      emit: tell,
    });
  if (access !== null) throw new UsageError('--evidence is read offline: it takes no --profile or --role-arn');
  const evidence = openEvidence(options.evidence);
  for (const problem of evidence.problems) tell({ type: 'log', level: 'warning', text: `evidence: ${problem}` });
  return openRecordedAws(evidence, null, regions, tell);
};

/** The network facts of the account, now or as recorded, without claims. */
export const readNetwork = async (options: NetworkOptions): Promise<NetworkRead> => {
  const { signal } = new AbortController();
  const { transport, accounts } = await open(options, signal);
  const found = await collect(
    collectors,
    wanted,
    {
      accounts: accounts.map(({ scope }) => scope),
      aws: transport,
      endpoints: [],
      documents: [],
      web: () => {
        throw new TypeError('the network is read from AWS alone');
      },
      signal,
    },
    () => undefined,
    () => undefined,
  );
  const network = networkFrom(found['aws.network'].items, found['aws.network.doors'].items);
  const blind = wanted.flatMap((key) =>
    found[key].gaps.map(({ scope, what, gap }) => `${what} in ${scopeKey(scope)}: ${describeGap(gap)}`),
  );
  const unlisted = (['interfaces', 'balancers'] as const)
    .flatMap((part) => network.unlisted(part))
    .map(({ component, id, gap }) => `${component}s of ${id}: ${describeGap(gap)}`);
  const endpoints = [
    ...found['aws.rds.instances'].items.map(databaseEndpoint),
    ...managedEndpointKeys.flatMap((key) => found[key].items),
  ];
  return { network, endpoints, unlisted: [...new Set([...blind, ...unlisted])] };
};
