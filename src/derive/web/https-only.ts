import {
  type AddressFacts,
  type ExchangeOutput,
  type HttpFacts,
  isUnanswered,
  type Probe,
  type WebChain,
  type WebError,
  type WebResponse,
} from '../../domain/web.ts';
import { rootUrl } from '../../parse/web/endpoint.ts';
import { sameHost } from '../../parse/web/host.ts';
import { headerValues, readRedirect } from '../../parse/web/location.ts';

type HttpsOnlyStatus = 'ok' | 'violation' | 'inconclusive';

/** What one observation says about plaintext, with a stable code and a sentence for people. */
export interface PlainVerdict {
  readonly status: HttpsOnlyStatus;
  readonly code: string;
  readonly because: string;
}

interface AddressVerdict extends PlainVerdict {
  readonly address: string;
}

/** Whether an endpoint is served over HTTPS only. */
export interface HttpsOnlyVerdict extends PlainVerdict {
  readonly addresses: readonly AddressVerdict[];
  /** Findings that decide nothing by themselves. */
  readonly notes: readonly string[];
}

const ok = (code: string, because: string): PlainVerdict => ({ status: 'ok', code, because });
const violation = (code: string, because: string): PlainVerdict => ({ status: 'violation', code, because });
const unsure = (code: string, because: string): PlainVerdict => ({ status: 'inconclusive', code, because });

/** The answer of a probe: the first, unless that was lost and the second came. */
export const answerOf = ({ first, again }: Probe): ExchangeOutput => (first.ok || again === null ? first : again);

const describeContent = ({ status, headers }: WebResponse): string => {
  const [type] = headerValues(headers, 'content-type');
  const [length] = headerValues(headers, 'content-length');
  return [`status ${status}`, type, length === undefined ? undefined : `${length} bytes`].filter(Boolean).join(', ');
};

const judgeRedirect = (url: string, response: WebResponse): PlainVerdict => {
  const redirect = readRedirect(url, response.status, response.headers);
  switch (redirect.kind) {
    case 'none':
      return unsure('malformed', `plaintext answer with status ${response.status}, which says nothing`);
    case 'malformed':
      return unsure('malformed', `plaintext redirect whose Location is ${redirect.problem}`);
    case 'unsafe':
      return unsure('unsafe-target', `plaintext redirect to a target that is not followed (${redirect.problem})`);
    case 'to': {
      const { url: target, permanent } = redirect;
      if (target.protocol === 'http:') return violation('insecure-hop', `redirects to plaintext: ${target.href}`);
      if (!sameHost(target.hostname, new URL(url).hostname)) {
        return ok('off-host-first', `redirects to HTTPS, but on another host first: ${target.host}`);
      }
      return ok(permanent ? 'redirects' : 'redirects-temporarily', `redirects to ${target.origin}`);
    }
  }
};

const judgeResponse = (url: string, response: WebResponse): PlainVerdict => {
  const { status } = response;
  if (status >= 200 && status < 300) {
    return violation('plaintext-content', `content is served in plaintext (${describeContent(response)})`);
  }
  if (status >= 400 && status < 500) return ok('refuses', `plaintext requests are refused with status ${status}`);
  if (status >= 500) return unsure('server-error', `plaintext requests end in status ${status}`);
  return judgeRedirect(url, response);
};

const judgeFailure = ({ kind, detail }: WebError, httpsAnswers: boolean): PlainVerdict => {
  switch (kind) {
    case 'refused':
      return ok('closed', 'the plaintext port is closed');
    case 'filtered':
      return httpsAnswers
        ? ok('filtered', 'the plaintext port does not answer, while HTTPS on the same address does')
        : unsure('unreachable', 'neither plaintext nor HTTPS answers');
    case 'empty':
    case 'reset':
      return ok('no-content', 'plaintext requests are cut off without an answer');
    case 'speaks-tls':
      return ok('speaks-tls', 'the port speaks TLS only');
    case 'blocked':
      return unsure('blocked', `not asked, for safety: ${detail} (--allow-private allows it)`);
    default:
      return unsure(kind, `plaintext could not be asked: ${kind} (${detail})`);
  }
};

const judgeProbe = (url: string, { first, again }: Probe, httpsAnswers: boolean): PlainVerdict => {
  const judge = (output: ExchangeOutput): PlainVerdict =>
    output.ok ? judgeResponse(url, output.response) : judgeFailure(output.error, httpsAnswers);
  const verdict = judge(answerOf({ first, again }));
  if (verdict.status !== 'violation' || !first.ok || again === null) return verdict;
  return judge(again).status === 'violation'
    ? verdict
    : unsure('not-reproduced', `seen once and not again: ${verdict.because}`);
};

/** A path that no site has must be sent to HTTPS like the root; a plaintext 404 says that other paths are answered there. */
const judgePath = (root: PlainVerdict, path: PlainVerdict): PlainVerdict => {
  const beyond = (verdict: PlainVerdict): PlainVerdict => ({
    ...verdict,
    because: `/ ${root.because}, but another path does not: ${verdict.because}`,
  });
  if (root.status !== 'ok') return root;
  if (path.code === 'refuses' && root.code !== 'refuses') {
    return beyond(unsure('path-not-redirected', path.because));
  }
  return path.status === 'ok' ? root : beyond(path);
};

const judgeHttps = ({ secure, unverified }: AddressFacts, root: PlainVerdict): PlainVerdict => {
  const answer = answerOf(secure);
  if (answer.ok || root.status !== 'ok') return root;
  const { kind, detail } = answer.error;
  return unverified?.ok === true
    ? unsure('https-untrusted', `${root.because}, but the certificate on HTTPS does not verify (${detail})`)
    : unsure('https-dead', `${root.because}, but HTTPS does not answer: ${kind} (${detail})`);
};

const judgeAddress = (facts: HttpFacts, address: AddressFacts): AddressVerdict => {
  const url = rootUrl('http', facts.host, facts.plainPort);
  const httpsAnswers = answerOf(address.secure).ok || address.unverified?.ok === true;
  const root = judgeProbe(url, address.plainRoot, httpsAnswers);
  const path = address.plainPath === null ? root : judgeProbe(url, address.plainPath, httpsAnswers);
  const plain = address.plainPath === null ? root : judgePath(root, path);
  return { address: address.address, ...judgeHttps(address, plain) };
};

const insecureHop = (chain: WebChain | null): string | null =>
  chain?.hops.slice(1).find(({ url }) => url.startsWith('http:'))?.url ?? null;

const judgeChains = ({ plainChain, secureChain }: HttpFacts): PlainVerdict | null => {
  const hop = insecureHop(plainChain) ?? insecureHop(secureChain);
  return hop === null ? null : violation('insecure-chain', `a later redirect leads to plaintext: ${hop}`);
};

/** Another name of the site tells only what it serves in plaintext; that its port is closed or silent tells nothing. */
const judgeSiblings = ({ siblings }: HttpFacts): PlainVerdict | null => {
  for (const { host, plainRoot } of siblings) {
    const { status, code, because } = judgeProbe(rootUrl('http', host, 80), plainRoot, false);
    if (status === 'violation') return violation(`sibling-${code}`, `${host}, of the same site: ${because}`);
  }
  return null;
};

const judgeNames = ({ names, addresses }: HttpFacts): PlainVerdict | null => {
  const failed = [names.v4, names.v6].find(isUnanswered);
  if (failed !== undefined && !failed.ok) return unsure('dns-failed', `DNS did not answer: ${failed.error.kind}`);
  return addresses.length === 0 ? unsure('no-address', 'the name has no address') : null;
};

const responsesOf = (facts: HttpFacts): readonly WebResponse[] =>
  facts.addresses
    .flatMap(({ plainRoot, plainPath }) => [plainRoot, ...(plainPath === null ? [] : [plainPath])])
    .flatMap(({ first, again }) => [first, ...(again === null ? [] : [again])])
    .flatMap((output) => (output.ok ? [output.response] : []));

const notesOf = (facts: HttpFacts, verdicts: readonly AddressVerdict[]): readonly string[] => {
  const plain = responsesOf(facts);
  const has = (name: string): boolean => plain.some(({ headers }) => headerValues(headers, name).length > 0);
  const codes = verdicts.map(({ code }) => code);
  return [
    ...codes.filter((code) => code === 'off-host-first' || code === 'redirects-temporarily'),
    ...(has('strict-transport-security') ? ['hsts-over-http'] : []),
    ...(has('set-cookie') ? ['cookie-over-http'] : []),
    ...(facts.unprobed > 0 ? ['sampled'] : []),
  ].filter((note, index, all) => all.indexOf(note) === index);
};

const RANK = { violation: 0, inconclusive: 1, ok: 2 } as const;

/**
 * Judges whether an endpoint serves nothing in plaintext: on every probed address of both families the plaintext port is
 * closed, refuses, or redirects at once to HTTPS on the same host, for any path, and HTTPS answers with a certificate
 * that verifies; and its registrable domain and `www.` serve nothing in plaintext. One reproduced violation decides; what could not be asked makes it inconclusive, never ok.
 */
export const judgeHttpsOnly = (facts: HttpFacts): HttpsOnlyVerdict => {
  const addresses = facts.addresses.map((address) => judgeAddress(facts, address));
  const several = addresses.length > 1;
  const named = addresses.map(({ status, code, because, address }) => ({
    status,
    code,
    because: several ? `${address}: ${because}` : because,
  }));
  const general = [judgeChains(facts), judgeSiblings(facts), judgeNames(facts)].filter((verdict) => verdict !== null);
  const [worst] = [...named, ...general].sort((a, b) => RANK[a.status] - RANK[b.status]);
  const verdict = worst ?? unsure('no-address', 'the name has no address');
  return { ...verdict, addresses, notes: notesOf(facts, addresses) };
};
