import type { Proof } from '../../domain/finding.ts';
import type { Gap } from '../../domain/gap.ts';
import type { Cidr, Family, GlobalNetworkFacts, NetworkFacts } from '../../domain/network.ts';
import type { EdgeKind, Place } from '../../domain/parameters.ts';
import { parseCidr } from '../../parse/aws/network/address.ts';
import type { Selection } from './declared.ts';
import { type Exposure, exposureOf, type Target } from './exposure.ts';
import { type Intervals, isEmpty, subtract } from './intervals.ts';
import { type Network, networkOf } from './network.ts';
import type { Opening } from './opening.ts';
import { addressesOf } from './space.ts';
import {
  blockerProof,
  describePath,
  describePorts,
  missingFor,
  openPorts,
  pathProof,
  type Question,
  verdictOf,
  witnessOf,
} from './verdict.ts';

const networks = new WeakMap<readonly NetworkFacts[], WeakMap<readonly GlobalNetworkFacts[], Network>>();

/** The network of a run, built once per set of facts however many checks ask. */
export const networkFrom = (regions: readonly NetworkFacts[], doors: readonly GlobalNetworkFacts[]): Network => {
  const byDoors = networks.get(regions) ?? new WeakMap<readonly GlobalNetworkFacts[], Network>();
  networks.set(regions, byDoors);
  const network = byDoors.get(doors) ?? networkOf(regions, doors);
  byDoors.set(doors, network);
  return network;
};

/** Where a target stands with respect to one question, in the words of a finding. */
export type Standing =
  | {
      readonly verdict: 'reachable';
      readonly ports: string;
      readonly path: string;
      readonly proof: Proof;
      readonly openings: number;
    }
  | { readonly verdict: 'blocked'; readonly why: string; readonly proof: Proof }
  | { readonly verdict: 'unknown'; readonly gap: Gap };

/** The gap a person can do something about comes first. */
const worstGap = (exposure: Exposure, question: Question): Gap => {
  const missing = missingFor(exposure, question);
  const first = missing.find(({ gap }) => gap.kind === 'denied') ?? missing[0];
  return first?.gap ?? { kind: 'bug', detail: 'unknown without a reason' };
};

export const standingIn = (exposure: Exposure, question: Question = {}): Standing => {
  const witness = witnessOf(exposure, question);
  if (witness !== null) {
    const proved = openPorts(exposure, question).filter(({ certain }) => certain);
    return {
      verdict: 'reachable',
      ports: describePorts(proved),
      path: describePath(witness.hops),
      proof: pathProof(witness.hops),
      openings: proved.reduce((sum, { from, to }) => sum + to - from + 1, 0),
    };
  }
  if (verdictOf(exposure, question) === 'unknown') return { verdict: 'unknown', gap: worstGap(exposure, question) };
  const proof = blockerProof(exposure.blockers);
  return { verdict: 'blocked', why: exposure.blockers.length > 0 ? proof.text : 'no way in is open', proof };
};

export const standingOf = (network: Network, target: Target, question: Question = {}): Standing =>
  standingIn(exposureOf(network, target), question);

/** Openings that lead through something other than the allowed kinds of front door. `direct` is never allowed. */
export const notThrough =
  (edges: readonly EdgeKind[]) =>
  ({ doors }: Opening): boolean =>
    !doors.every((door) => edges.some((edge) => edge === door));

/** The part of an exposure that a question is about. */
export const select = (exposure: Exposure, selection: Selection): Exposure => ({
  ...exposure,
  openings: exposure.openings.flatMap((opening) => {
    const may = selection(opening.protocol, opening.ports.may);
    return isEmpty(may) ? [] : [{ ...opening, ports: { may, must: selection(opening.protocol, opening.ports.must) } }];
  }),
});

const blocksOf = (network: Network, place: Place): readonly Cidr[] => {
  if (place.type === 'cidr') return [parseCidr(place.cidr)].filter((cidr) => cidr !== null);
  return place.type === 'prefix-list' ? (network.listEntries(place.id) ?? []) : [];
};

const narrowed = new WeakMap<Network, Map<string, Network>>();

/** The same network with some sources left out of "the internet". Groups and VPCs are never part of it. */
export const withoutClients = (network: Network, places: readonly Place[]): Network => {
  const cidrs = places.flatMap((place) => blocksOf(network, place));
  if (cidrs.length === 0) return network;
  const byPlaces = narrowed.get(network) ?? new Map<string, Network>();
  narrowed.set(network, byPlaces);
  const key = cidrs.toSorted().join();
  const strangers = (family: Family): Intervals => subtract(network.clients[family], addressesOf(cidrs, family));
  const made = byPlaces.get(key) ?? networkOf(network.regions, network.global, { 4: strangers(4), 6: strangers(6) });
  byPlaces.set(key, made);
  return made;
};
