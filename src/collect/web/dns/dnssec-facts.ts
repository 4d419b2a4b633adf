import type { DelegationAnswer, DnssecFacts, ValidatedAnswer, WebHop } from '../../../domain/web.ts';
import { dohQuery, readDelegation, readValidatedAnswer } from '../../../parse/web/dns-message.ts';
import { registrableDomain } from '../../../parse/web/host.ts';
import { headerValues } from '../../../parse/web/location.ts';
import type { WebPorts } from '../http/ports.ts';
import { Visit } from '../http/visit.ts';

type Ports = Pick<WebPorts, 'exchange' | 'resolve'>;

const MESSAGE_BYTES = 65_536;
/** Signed as long as there is DNSSEC. */
const SIGNED = '.';
/** Kept wrongly signed on purpose, for tests like this one. */
const BOGUS = 'dnssec-failed.org';

/** The DNS message in an answer; the text says why there is none. */
const messageIn = ({ outcome }: WebHop): Uint8Array | string => {
  if (!outcome.ok) return `${outcome.error.kind}: ${outcome.error.detail}`;
  const { status, headers, body } = outcome.response;
  const type = headerValues(headers, 'content-type')[0] ?? '';
  if (status !== 200 || body === null || !/^application\/dns-message\b/i.test(type))
    return `no DNS message came (status ${status})`;
  return Buffer.from(body.text, body.encoding);
};

const fetchMessage = async (resolver: string, query: string, ports: Ports, signal: AbortSignal) => {
  const url = new URL(resolver);
  url.searchParams.set('dns', query);
  const visit = new Visit({ ...ports, preload: async () => null }, { signal, retryDelay: 0 });
  return messageIn(await visit.hop(url.href, MESSAGE_BYTES));
};

const ask = async (
  resolver: string,
  name: string,
  unchecked: boolean,
  ports: Ports,
  signal: AbortSignal,
): Promise<ValidatedAnswer> => {
  const message = await fetchMessage(resolver, dohQuery('SOA', name, unchecked), ports, signal);
  return typeof message === 'string' ? { ok: false, detail: message } : readValidatedAnswer(message, name);
};

/** DS records stand in the zone above: they tell whether that zone's owner vouches for keys of this one. */
const askDelegation = async (
  resolver: string,
  host: string,
  ports: Ports,
  signal: AbortSignal,
): Promise<DelegationAnswer> => {
  const zone = registrableDomain(host) ?? host;
  const message = await fetchMessage(resolver, dohQuery('DS', zone), ports, signal);
  return typeof message === 'string' ? { ok: false, detail: message } : readDelegation(message, zone);
};

export type ReadDnssec = (host: string, ports: Ports, signal: AbortSignal) => Promise<readonly DnssecFacts[]>;

/**
 * Asks DNS-over-HTTPS resolvers (RFC 8484) whether a name validates. Each is first shown to validate at all, once: by a
 * zone that is signed and one that is signed wrongly on purpose. Whether a wrong signature is why a name fails is told by
 * asking again without validation, never before: answers cached by that may lack their AD bit.
 */
export const createDnssec = (resolvers: readonly string[]): ReadDnssec => {
  const calibrations = new Map<string, Promise<Pick<DnssecFacts, 'signed' | 'bogus'>>>();

  const calibrate = async (resolver: string, ports: Ports, signal: AbortSignal) => {
    const [signed, bogus] = await Promise.all([
      ask(resolver, SIGNED, false, ports, signal),
      ask(resolver, BOGUS, false, ports, signal),
    ]);
    return { signed, bogus };
  };

  const read = async (resolver: string, host: string, ports: Ports, signal: AbortSignal): Promise<DnssecFacts> => {
    const calibration = calibrations.get(resolver) ?? calibrate(resolver, ports, signal);
    calibrations.set(resolver, calibration);
    const [checked, delegation] = await Promise.all([
      ask(resolver, host, false, ports, signal),
      askDelegation(resolver, host, ports, signal),
    ]);
    const failed = checked.ok && checked.rcode === 'servfail';
    const unchecked = failed ? await ask(resolver, host, true, ports, signal) : null;
    return { resolver, ...(await calibration), checked, delegation, unchecked };
  };

  return (host, ports, signal) => Promise.all(resolvers.map((resolver) => read(resolver, host, ports, signal)));
};
