import { notTold } from '../../domain/gap.ts';
import type { EndpointPolicy, ManagedEndpoint, ServiceAccess } from '../../domain/managed-endpoints.ts';
import type { Family } from '../../domain/network.ts';
import { parseCidr, parseIp } from '../../parse/aws/network/address.ts';
import type { PolicyDocument } from '../../parse/aws/policy-document.ts';
import { parsePolicy } from '../../parse/aws/policy-document.ts';
import type { Tri } from '../policy/aws-public.ts';
import { judgePolicy } from '../policy/judge.ts';
import { aboutRequest, blocksNamed, onlyFrom } from '../policy/one-request.ts';
import { type Bounds, type Intervals, intersect, interval, isEmpty, NOTHING } from './intervals.ts';
import type { Missing, Network } from './network.ts';
import { addressesOf, showAddress, someAddress } from './space.ts';

/** The clients of the internet that AWS lets through to an endpoint, and how its path tells it. */
export interface Admission {
  readonly clients: Bounds<Intervals>;
  readonly missing: readonly Missing[];
  readonly rule: string;
}

const WORDS: Readonly<Record<string, string>> = {
  true: 'its policy admits anybody',
  false: 'its policy admits named callers only',
  unknown: 'whom its policy admits cannot be told',
};

type Asked = Pick<EndpointPolicy, 'actions' | 'given'>;

const strangers = (policy: PolicyDocument, { actions, given }: Asked, account: string): readonly Tri[] =>
  actions.map(
    (action) =>
      judgePolicy(aboutRequest(policy, { action, given }), {
        account,
        resource: null,
        now: null,
        oneAddressIsEnough: true,
      }).public,
  );

/** One client that surely gets through, found among the addresses that the policy names and one that stands for everybody. */
const oneClient = (policy: PolicyDocument, asked: Asked, account: string, clients: Intervals): Intervals => {
  const named = blocksNamed(policy).flatMap((text) => parseCidr(text) ?? parseIp(text) ?? []);
  const tried = [
    clients,
    ...named.map((block) => intersect(clients, addressesOf([block], block.includes(':') ? 6 : 4))),
  ];
  for (const set of tried) {
    const client = someAddress(set);
    if (client === undefined) continue;
    const from = onlyFrom(policy, showAddress(client));
    if (strangers(from, asked, account).every((open) => open === true))
      return interval(client, typeof client === 'bigint' ? client + 1n : client + 1);
  }
  return NOTHING;
};

const byPolicy = (endpoint: ManagedEndpoint, asked: EndpointPolicy, clients: Intervals): Admission => {
  const { text, absent, decides } = asked;
  const missing = (gap: Missing['gap']): readonly Missing[] => [
    { component: `${endpoint.type}-policy`, id: endpoint.id, gap },
  ];
  const none = { may: NOTHING, must: NOTHING };
  const open = { may: clients, must: clients };
  if (!text.ok) {
    const rule = 'its policy was not read';
    return decides
      ? { clients: { may: clients, must: NOTHING }, missing: missing(text.gap), rule }
      : { clients: open, missing: [], rule };
  }
  if (text.value === null) {
    const rule = absent === 'everybody' ? 'no policy restricts it' : 'no policy admits anybody';
    return { clients: decides && absent === 'nobody' ? none : open, missing: [], rule };
  }
  const parsed = parsePolicy(text.value);
  const verdicts: readonly Tri[] = parsed.ok ? strangers(parsed.value, asked, endpoint.account) : ['unknown'];
  const [first = 'unknown'] = verdicts;
  const every = verdicts.every((verdict) => verdict === true);
  const rule = WORDS[String(first === false ? false : every ? true : 'unknown')] ?? '';
  if (!decides) return { clients: open, missing: [], rule };
  if (first === false) return { clients: none, missing: [], rule };
  const must = parsed.ok && every ? oneClient(parsed.value, asked, endpoint.account, clients) : NOTHING;
  const why = parsed.ok
    ? ({ kind: 'inconclusive', detail: `${endpoint.name}: ${WORDS['unknown']}` } as const)
    : notTold(parsed.why);
  return { clients: { may: clients, must }, missing: isEmpty(must) ? missing(why) : [], rule };
};

/** Who of the internet gets to something that AWS answers outside of the VPCs: addresses first, then the policy. */
export const admissionTo = (
  network: Network,
  endpoint: ManagedEndpoint,
  { sources, policy, setting }: ServiceAccess,
  family: Family,
): Admission => {
  const all = network.clients[family];
  const clients = sources === null ? all : intersect(all, addressesOf(sources, family));
  if (isEmpty(clients)) return { clients: { may: NOTHING, must: NOTHING }, missing: [], rule: setting };
  if (policy === null) {
    const from = sources === null ? '' : ` ${sources.join(', ')}`;
    return { clients: { may: clients, must: clients }, missing: [], rule: `${setting}${from}` };
  }
  const admitted = byPolicy(endpoint, policy, clients);
  return { ...admitted, rule: `${setting}; ${admitted.rule}` };
};
