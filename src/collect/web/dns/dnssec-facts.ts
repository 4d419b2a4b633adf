import type { DnssecFacts, ValidatedAnswer, WebHop } from '../../../domain/web.ts';
import { readValidatedAnswer, soaQuery } from '../../../parse/web/dns-message.ts';
import { headerValues } from '../../../parse/web/location.ts';
import type { WebPorts } from '../http/ports.ts';
import { Visit } from '../http/visit.ts';

type Ports = Pick<WebPorts, 'exchange' | 'resolve'>;

const MESSAGE_BYTES = 65_536;
/** Signed as long as there is DNSSEC. */
const SIGNED = '.';
/** Kept wrongly signed on purpose, for tests like this one. */
const BOGUS = 'dnssec-failed.org';

const readHop = ({ outcome }: WebHop, name: string): ValidatedAnswer => {
  if (!outcome.ok) return { ok: false, detail: `${outcome.error.kind}: ${outcome.error.detail}` };
  const { status, headers, body } = outcome.response;
  const type = headerValues(headers, 'content-type')[0] ?? '';
  if (status !== 200 || body === null || !/^application\/dns-message\b/i.test(type))
    return { ok: false, detail: `no DNS message came (status ${status})` };
  return readValidatedAnswer(Buffer.from(body.text, body.encoding), name);
};

const ask = async (
  resolver: string,
  name: string,
  unchecked: boolean,
  ports: Ports,
  signal: AbortSignal,
): Promise<ValidatedAnswer> => {
  const url = new URL(resolver);
  url.searchParams.set('dns', soaQuery(name, unchecked));
  const visit = new Visit({ ...ports, preload: async () => null }, { signal, retryDelay: 0 });
  return readHop(await visit.hop(url.href, MESSAGE_BYTES), name);
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
    const checked = await ask(resolver, host, false, ports, signal);
    const failed = checked.ok && checked.rcode === 'servfail';
    const unchecked = failed ? await ask(resolver, host, true, ports, signal) : null;
    return { resolver, ...(await calibration), checked, unchecked };
  };

  return (host, ports, signal) => Promise.all(resolvers.map((resolver) => read(resolver, host, ports, signal)));
};
