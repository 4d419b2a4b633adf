import { setTimeout as sleep } from 'node:timers/promises';
import type {
  DnsInput,
  DnsOutput,
  ExchangeInput,
  ExchangeOutput,
  Probe,
  WebChain,
  WebHop,
} from '../../../domain/web.ts';
import { parseAddress } from '../../../parse/web/address.ts';
import { isIpLiteral } from '../../../parse/web/host.ts';
import { readRedirect } from '../../../parse/web/location.ts';
import { failure } from './errors.ts';
import type { WebPorts } from './ports.ts';

export interface VisitOptions {
  /** Ends all that is under way when the time for the host is used up. */
  readonly signal: AbortSignal;
  /** Milliseconds before a lost exchange is tried again. */
  readonly retryDelay: number;
}

const MAX_REDIRECTS = 10;
const WORTH_RETRYING = new Set(['filtered', 'timeout', 'reset']);

const isLost = (output: ExchangeOutput): boolean => !output.ok && WORTH_RETRYING.has(output.error.kind);

const portOf = (url: URL): number => Number(url.port || (url.protocol === 'https:' ? 443 : 80));

const remember = <I, O>(ask: (input: I) => Promise<O>): ((input: I) => Promise<O>) => {
  const answers = new Map<string, Promise<O>>();
  return (input) => {
    const key = JSON.stringify(input);
    const answer = answers.get(key) ?? ask(input);
    answers.set(key, answer);
    return answer;
  };
};

/** Both families' answers for a name; an IP literal is its own answer and asks nobody. */
export interface NameAnswers {
  readonly v4: DnsOutput;
  readonly v6: DnsOutput;
}

const NO_DATA: DnsOutput = { ok: false, error: { kind: 'nodata', detail: 'an address of the other family' } };

const literalAnswers = (host: string): NameAnswers => {
  const address = parseAddress(host);
  const own: DnsOutput = { ok: true, records: [address?.text ?? host] };
  return address?.family === 6 ? { v4: NO_DATA, v6: own } : { v4: own, v6: NO_DATA };
};

const recordsOf = (answer: DnsOutput): readonly string[] => (answer.ok ? answer.records : []);

const dnsDetail = ({ v4, v6 }: NameAnswers): string =>
  [v4, v6].flatMap((answer) => (answer.ok ? [] : [answer.error.kind])).join(', ');

/** The reading of one endpoint: every question is asked once, and redirects are followed by our own loop. */
export class Visit {
  private readonly ask: (input: ExchangeInput) => Promise<ExchangeOutput>;
  private readonly lookUp: (input: DnsInput) => Promise<DnsOutput>;
  private readonly preferred = new Map<string, string>();
  private readonly options: VisitOptions;

  constructor(ports: WebPorts, options: VisitOptions) {
    this.options = options;
    this.ask = remember((input) => ports.exchange(input, options.signal));
    this.lookUp = remember((input) => ports.resolve(input, options.signal));
  }

  async names(host: string, port: number): Promise<NameAnswers> {
    if (isIpLiteral(host)) return literalAnswers(host);
    const [v4, v6] = await Promise.all([
      this.lookUp({ name: host, type: 'A', port }),
      this.lookUp({ name: host, type: 'AAAA', port }),
    ]);
    return { v4, v6 };
  }

  /** From now on URLs of this origin go to this address. */
  prefer(url: string, address: string): void {
    this.preferred.set(new URL(url).origin, address);
  }

  get(
    url: string,
    address: string,
    options: Partial<Pick<ExchangeInput, 'verify' | 'body' | 'attempt' | 'post'>> = {},
  ) {
    return this.ask({ url, address, verify: true, body: 0, attempt: 1, ...options });
  }

  /** Asks once, and again if the exchange was lost on the way or `doubtful` wants its answer confirmed. */
  async probe(url: string, address: string, doubtful: (output: ExchangeOutput) => boolean, body = 0): Promise<Probe> {
    const first = await this.get(url, address, { body });
    const lost = isLost(first);
    if (!lost && !doubtful(first)) return { first, again: null };
    if (lost) await sleep(this.options.retryDelay, undefined, { signal: this.options.signal }).catch(() => undefined);
    return { first, again: await this.get(url, address, { body, attempt: 2 }) };
  }

  /** One URL at the preferred address of its host, else at the first that DNS gives, IPv4 before IPv6. */
  async hop(url: string, body = 0, more: Pick<ExchangeInput, 'post'> = {}): Promise<WebHop> {
    const { hostname, origin } = new URL(url);
    const known = this.preferred.get(origin);
    if (known !== undefined) return { url, address: known, outcome: await this.get(url, known, { body, ...more }) };
    const answers = await this.names(hostname.replace(/\.$/, ''), portOf(new URL(url)));
    const [address] = [...recordsOf(answers.v4), ...recordsOf(answers.v6)];
    if (address === undefined)
      return { url, address: null, outcome: failure('no-address', 'before', dnsDetail(answers)) };
    return { url, address, outcome: await this.get(url, address, { body, ...more }) };
  }

  /** A URL and the redirects after it, ten at most. */
  async chain(start: string, body = 0): Promise<WebChain> {
    const hops: WebHop[] = [];
    const seen = new Set<string>();
    for (let url = start; ; ) {
      const hop = await this.hop(url, body);
      hops.push(hop);
      seen.add(url);
      if (!hop.outcome.ok) return { hops, end: 'failed' };
      const redirect = readRedirect(url, hop.outcome.response.status, hop.outcome.response.headers);
      if (redirect.kind === 'unsafe') return { hops, end: 'stopped' };
      if (redirect.kind !== 'to') return { hops, end: 'answered' };
      if (seen.has(redirect.url.href)) return { hops, end: 'loop' };
      if (hops.length > MAX_REDIRECTS) return { hops, end: 'too-many' };
      url = redirect.url.href;
    }
  }
}
