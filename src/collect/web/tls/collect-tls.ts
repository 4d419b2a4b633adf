import { isIP } from 'node:net';
import { endpointName } from '../../../domain/claim.ts';
import type { TlsEndpoint } from '../../../domain/endpoint.ts';
import type { ChainFacts, TlsFacts } from '../../../domain/tls.ts';
import type { DnsOutput } from '../../../domain/web.ts';
import { loadCertificate } from '../../../parse/x509/loaded.ts';
import { readPem } from '../../../parse/x509/pem.ts';
import type { Collected } from '../../aws/collector.ts';
import { namesGap } from '../names-gap.ts';
import type { WebPort } from '../port.ts';
import { notRecorded } from '../recorded.ts';
import { collectRevocation } from '../revocation/collect-revocation.ts';
import { completeChains, type FindRoots } from '../revocation/complete-chains.ts';
import { probeTls } from './probe-tls.ts';

/** Addresses of one family that are probed; a name rarely has more that differ. */
const perFamily = 4;

/** Every address of the endpoint, with the roots that its chains name. */
export const collectTls = async (web: WebPort): Promise<Collected<TlsEndpoint>> => {
  const endpoint = endpointName(web.endpoint);
  const { host, port } = web.endpoint;
  const scope = { type: 'endpoint', endpoint } as const;
  const names = await resolveBoth(web);
  const gap = namesGap(names);
  if (gap !== null) return { items: [], gaps: [{ scope, what: 'dns', gap }] };
  const addresses = [names.v4, names.v6].flatMap((answer) =>
    answer.ok ? [...answer.records].sort().slice(0, perFamily) : [],
  );
  const facts = await Promise.all(addresses.map((address) => probe(web, address)));
  const unseen = facts.find(({ problem }) => problem?.includes(notRecorded));
  if (facts.length > 0 && unseen)
    return { items: [], gaps: [{ scope, what: 'tls', gap: { kind: 'notRecorded', detail: notRecorded } }] };
  const certificates = await certificateFacts(
    web,
    facts.flatMap(({ chains }) => chains),
  );
  return { items: [{ endpoint, host, port, addresses: facts, ...certificates }], gaps: [] };
};

const resolveBoth = async (web: WebPort): Promise<{ readonly v4: DnsOutput; readonly v6: DnsOutput }> => {
  const { host, port } = web.endpoint;
  const family = isIP(host);
  if (family !== 0) {
    const none: DnsOutput = { ok: true, records: [] };
    const own: DnsOutput = { ok: true, records: [host] };
    return family === 4 ? { v4: own, v6: none } : { v4: none, v6: own };
  }
  const [v4, v6] = await Promise.all([
    web.resolve({ name: host, type: 'A', port }),
    web.resolve({ name: host, type: 'AAAA', port }),
  ]);
  return { v4, v6 };
};

/** An address of a family this machine cannot reach is told by the prober as such. */
const probe = (web: WebPort, address: string): Promise<TlsFacts> => {
  const { host, port } = web.endpoint;
  const { active, starttls } = web.handshakes;
  return probeTls({ host, port, address, serverName: isIP(host) === 0 ? host : null, starttls }, web.tls, { active });
};

/** What the chains need besides themselves: roots, missing intermediates, and what is said of revocation. */
const certificateFacts = async (
  web: WebPort,
  chains: readonly ChainFacts[],
): Promise<Pick<TlsEndpoint, 'roots' | 'intermediates' | 'revocation'>> => {
  const { exchange, resolve, crl } = web;
  const ports = crl === null ? null : { exchange, resolve, crl };
  let store = '';
  const findRoots: FindRoots = async (subjects) => {
    const answer = await web.roots({ roots: subjects });
    store = answer.store;
    return readPem(answer.certificates);
  };
  const { roots, intermediates } = await completeChains(chains, findRoots, ports);
  const authorities = [...intermediates, ...roots].flatMap((facts) => loadCertificate(facts) ?? []);
  const revocation = await collectRevocation(chains, authorities, ports);
  return { roots: { store, certificates: roots }, intermediates, revocation };
};
