import type { ListServiceAnswer, ListServiceFacts } from '../../../domain/list-service.ts';
import { isIpLiteral, labelPath, registrableDomain } from '../../../parse/web/host.ts';
import { readListStatus } from '../../../parse/web/list-service.ts';
import type { AskListService, WebPorts } from './ports.ts';
import { Visit } from './visit.ts';

/** The service of the HSTS preload list. Its status call is the only one made: it changes nothing and asks nobody further. */
export const LIST_SERVICE = 'https://hstspreload.org/';

const STATUS_BYTES = 16_384;
const MOST_NAMES = 4;
const TIME = 20_000;

/** The host and its parents down to the registrable domain, of many the last ones. */
const namesOf = (host: string): readonly string[] => {
  const top = registrableDomain(host);
  if (top === null || isIpLiteral(host)) return [];
  const [own, ...parents] = labelPath(host).filter((name) => name === top || name.endsWith(`.${top}`));
  return own === undefined ? [] : [own, ...parents.slice(-(MOST_NAMES - 1))];
};

const isUnknown = ({ said }: ListServiceAnswer): boolean => said.ok && said.state === 'unknown';

/**
 * The live service as a port. A name is asked once, whichever hosts lead to it, by the same hardened exchange as all else.
 * @param base an https URL that ends with a slash
 */
export const createListService = (base: string, ports: Pick<WebPorts, 'exchange' | 'resolve'>): AskListService => {
  const known = new Map<string, Promise<ListServiceAnswer>>();

  const ask = async (domain: string, stop: AbortSignal | undefined): Promise<ListServiceAnswer> => {
    const url = new URL('api/v2/status', base);
    url.searchParams.set('domain', domain);
    const time = AbortSignal.timeout(TIME);
    const signal = stop === undefined ? time : AbortSignal.any([time, stop]);
    const visit = new Visit({ ...ports, preload: async () => null }, { signal, retryDelay: 0 });
    const { outcome } = await visit.hop(url.href, STATUS_BYTES);
    return { domain, said: readListStatus(outcome, domain) };
  };

  const once = (domain: string, stop: AbortSignal | undefined): Promise<ListServiceAnswer> => {
    const answer = known.get(domain) ?? ask(domain, stop);
    known.set(domain, answer);
    return answer;
  };

  return async ({ hstsStatus }, stop): Promise<ListServiceFacts> => {
    const answers: ListServiceAnswer[] = [];
    for (const domain of namesOf(hstsStatus)) {
      const answer = await once(domain, stop);
      answers.push(answer);
      if (!isUnknown(answer)) break;
    }
    return { source: new URL(base).origin, answers };
  };
};
