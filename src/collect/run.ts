import pLimit from 'p-limit';
import { noArtifacts } from '../domain/artifact-keys.generated.ts';
import type { ArtifactKey, Artifacts, ItemOf } from '../domain/artifacts.ts';
import { type EndpointAddress, endpointName, endpointOfUrl, type NamedDocument } from '../domain/claim.ts';
import type { Emit } from '../domain/events.ts';
import type { Gap } from '../domain/gap.ts';
import type { Scope, Slice } from '../domain/slice.ts';
import { joinSlices, scopeKey } from '../domain/slice.ts';
import type { Collected } from './aws/collector.ts';
import type { Answers } from './aws/port.ts';
import { createPort } from './aws/port.ts';
import type { AwsTransport } from './aws/transport.ts';
import type { AnyCollector, Collectors } from './collectors.ts';
import type { FoundNames } from './found-names.ts';
import { findNames, nameSources } from './found-names.ts';
import type { WebCollector } from './web/collector.ts';
import type { WebPort } from './web/port.ts';
import { webEvidenceName } from './web/recorded.ts';

/** An account to read: with the regions to read it in, or with the reason why it cannot be read. */
export interface AccountScope {
  /** Account id, or the user's own name for it when the id could not be learnt. */
  readonly account: string;
  readonly regions: readonly string[];
  /** What kept us from the account altogether. */
  readonly failed: { readonly what: string; readonly gap: Gap } | null;
  /** Why not all of its regions are known; those known are read. */
  readonly regionsGap: { readonly what: string; readonly gap: Gap } | null;
}

export interface Sources {
  readonly accounts: readonly AccountScope[];
  readonly aws: AwsTransport;
  readonly endpoints: readonly EndpointAddress[];
  /** Whether to look from outside, too, at the public names that AWS tells of. Without it they are left alone. */
  readonly discover?: boolean;
  /** The documents that claims name. */
  readonly documents: readonly NamedDocument[];
  readonly web: (endpoint: EndpointAddress) => WebPort;
  readonly signal: AbortSignal;
}

const endpointsAtOnce = 24;

interface Step<T> {
  readonly scope: Scope;
  /** Names of the evidence streams touched; complete once `run` has settled. */
  readonly evidence: Set<string>;
  readonly run: () => Promise<Collected<T>>;
}

/**
 * Runs the collectors of the wanted artifacts over all scopes, side by side; those of names that AWS tells of as soon as
 * the artifacts that tell of them are there. Never rejects: what fails is a gap in its artifact. `onArtifact` is told as
 * soon as an artifact is complete.
 */
export const collect = async (
  collectors: Collectors,
  wanted: readonly ArtifactKey[],
  sources: Sources,
  emit: Emit,
  onArtifact: (key: ArtifactKey, artifacts: Artifacts) => void,
): Promise<Artifacts> => {
  const artifacts: Artifacts = { ...noArtifacts };
  const answers: Answers = new Map();
  const limit = pLimit(endpointsAtOnce);
  const [first, later] = [
    wanted.filter((key) => !isOfFoundNames(collectors[key])),
    wanted.filter((key) => isOfFoundNames(collectors[key])),
  ];

  const one = async <K extends ArtifactKey>(key: K, places: Places): Promise<void> => {
    const collector: AnyCollector<K> = collectors[key];
    const blind = [...blindScopes<K>(collector, places), ...unseenNames<K>(collector, places)];
    const steps = stepsOf(collector, { ...sources, ...places }, answers, limit);
    const slices = await Promise.all(steps.map((step) => runStep(key, step, sources.signal, emit)));
    const joined: Slice<ItemOf<K>> = joinSlices([...blind, ...slices]);
    Object.assign(artifacts, { [key]: joined });
    onArtifact(key, artifacts);
  };

  const asked: Places = { ...sources, found: nothingFound };
  announce(collectors, first, asked, emit);
  const running = new Map(first.map((key) => [key, one(key, asked)]));
  const named = Promise.all(nameSources.map((key) => running.get(key))).then(() => {
    if (later.length === 0) return [];
    const found = sources.discover === true ? findNames(artifacts, sources.endpoints) : nothingFound;
    const places: Places = { ...sources, found };
    announce(collectors, later, places, emit);
    tellWildcards(found, emit);
    return Promise.all(later.map((key) => one(key, places)));
  });
  await Promise.all([...running.values(), named]);
  return artifacts;
};

/** Where there is something to look at. */
interface Places extends Pick<Sources, 'accounts' | 'endpoints' | 'documents'> {
  readonly found: FoundNames;
}

const nothingFound: FoundNames = { endpoints: [], wildcards: [], beyond: 0 };

/** Whether a collector looks at the names that AWS tells of. */
export const isOfFoundNames = (collector: AnyCollector): boolean =>
  collector.source === 'web' && collector.per === 'found-name';

const tellWildcards = ({ wildcards }: FoundNames, emit: Emit): void => {
  if (wildcards.length === 0) return;
  const text = `what names there are under ${wildcards.slice(0, 5).join(', ')}${wildcards.length > 5 ? ', …' : ''} is not known: none of them is looked at`;
  emit({ type: 'log', level: 'info', text });
};

const announce = (collectors: Collectors, wanted: readonly ArtifactKey[], places: Places, emit: Emit): void => {
  const chosen = wanted.map((key) => collectors[key]);
  const perRegion = chosen.filter((collector) => collector.source === 'aws' && collector.per === 'region').length;
  const perAccount = chosen.filter((collector) => collector.source === 'aws' && collector.per === 'account').length;
  for (const { account, regions, failed } of places.accounts) {
    if (failed) continue;
    if (perAccount > 0) emit({ type: 'scope', scope: { type: 'aws', account, region: 'global' }, steps: perAccount });
    if (perRegion > 0)
      for (const region of regions) emit({ type: 'scope', scope: { type: 'aws', account, region }, steps: perRegion });
  }
  const scopes = chosen.flatMap((collector) => (collector.source === 'web' ? placesOf(collector, places) : []));
  for (const [, same] of groupByEndpoint(scopes.map(({ scope }) => scope))) {
    const [scope] = same;
    if (scope !== undefined) emit({ type: 'scope', scope, steps: same.length });
  }
};

const groupByEndpoint = (scopes: readonly Scope[]): ReadonlyMap<string, readonly Scope[]> => {
  const groups = new Map<string, Scope[]>();
  for (const scope of scopes) groups.set(scopeKey(scope), [...(groups.get(scopeKey(scope)) ?? []), scope]);
  return groups;
};

/** Names that were found and are too many to look at are a gap, never silence. */
const unseenNames = <K extends ArtifactKey>(
  collector: AnyCollector<K>,
  { accounts, found: { beyond, endpoints } }: Places,
): readonly Slice<ItemOf<K>>[] => {
  const [first] = accounts;
  if (beyond === 0 || first === undefined || collector.source !== 'web' || collector.per !== 'found-name') return [];
  const scope: Scope = { type: 'aws', account: first.account, region: 'global' };
  const detail = `${beyond} public names beyond the first ${endpoints.length} were not looked at`;
  return [
    {
      items: [],
      gaps: [{ scope, what: 'names', gap: { kind: 'inconclusive', detail } }],
      scopes: [{ scope, evidence: [] }],
    },
  ];
};

/** Accounts and regions that cannot be read at all stand in every artifact that would have needed them. */
const blindScopes = <K extends ArtifactKey>(
  collector: AnyCollector<K>,
  { accounts }: Places,
): readonly Slice<ItemOf<K>>[] => {
  if (collector.source !== 'aws') return [];
  return accounts.flatMap(({ account, failed, regionsGap }) => {
    const blind = failed ?? (collector.per === 'region' ? regionsGap : null);
    if (blind === null) return [];
    const scope: Scope = { type: 'aws', account, region: 'global' };
    return [{ items: [], gaps: [{ scope, what: blind.what, gap: blind.gap }], scopes: [{ scope, evidence: [] }] }];
  });
};

const stepsOf = <K extends ArtifactKey>(
  collector: AnyCollector<K>,
  sources: Sources & Places,
  answers: Answers,
  limit: ReturnType<typeof pLimit>,
): readonly Step<ItemOf<K>>[] => {
  if (collector.source === 'web') {
    return placesOf(collector, sources).map(({ server, scope, collect }) => ({
      scope,
      evidence: new Set((['dns', 'http', 'tls'] as const).map((stream) => webEvidenceName(server, stream))),
      run: () => limit(() => collect(sources.web(server))),
    }));
  }
  return sources.accounts
    .filter(({ failed }) => failed === null)
    .flatMap(({ account, regions }) =>
      (collector.per === 'account' ? ['global'] : regions).map((region) => {
        const evidence = new Set<string>();
        const port = createPort(sources.aws, answers, { account, region }, evidence);
        return { scope: { type: 'aws' as const, account, region }, evidence, run: () => collector.collect(port) };
      }),
    );
};

interface Place<T> {
  readonly server: EndpointAddress;
  readonly scope: Scope;
  readonly collect: (web: WebPort) => Promise<Collected<T>>;
}

/** Where a collector of the web looks: at the endpoints in scope, at the documents that claims name, or at names that were found. */
const placesOf = <K extends ArtifactKey>(
  collector: WebCollector<K>,
  { endpoints, documents, found }: Places,
): readonly Place<ItemOf<K>>[] => {
  const scopeOf = (server: EndpointAddress) => ({ type: 'endpoint', endpoint: endpointName(server) }) as const;
  switch (collector.per) {
    case 'document':
      return documents
        .filter(({ artifact }) => artifact === collector.key)
        .map(({ url }) => {
          const server = endpointOfUrl(url);
          return { server, scope: scopeOf(server), collect: (web) => collector.collect(web, url) };
        });
    case 'endpoint':
      return endpoints.map((server) => ({ server, scope: scopeOf(server), collect: collector.collect }));
    case 'found-name':
      return found.endpoints.map((server) => ({
        server,
        scope: { ...scopeOf(server), found: true },
        collect: collector.collect,
      }));
  }
};

const runStep = async <T>(artifact: ArtifactKey, step: Step<T>, signal: AbortSignal, emit: Emit): Promise<Slice<T>> => {
  emit({ type: 'step', scope: step.scope, artifact, state: 'started', items: 0, gaps: 0 });
  const { items, gaps } = await runSafely(artifact, step, signal);
  for (const gap of gaps) emit({ type: 'gap', gap });
  emit({ type: 'step', scope: step.scope, artifact, state: 'done', items: items.length, gaps: gaps.length });
  return { items, gaps, scopes: [{ scope: step.scope, evidence: [...step.evidence].sort() }] };
};

const runSafely = async <T>(
  artifact: ArtifactKey,
  { scope, run }: Step<T>,
  signal: AbortSignal,
): Promise<Collected<T>> => {
  const failed = (gap: Gap): Collected<T> => ({ items: [], gaps: [{ scope, what: artifact, gap }] });
  if (signal.aborted) return failed({ kind: 'interrupted', detail: 'the scan was stopped before this was read' });
  try {
    return await run();
  } catch (error) {
    return failed({ kind: 'bug', detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
  }
};
