import type { EndpointAddress } from '../../domain/claim.ts';
import { parseCrlOutput } from '../../parse/recorded/revocation.ts';
import { parseHandshakes, parseRoots, parseTlsOutcome } from '../../parse/recorded/tls.ts';
import {
  parseDnsOutput,
  parseExchangeOutput,
  parseListService,
  parsePreloadFacts,
  parseRangeFacts,
} from '../../parse/recorded/web.ts';
import type { Evidence } from '../evidence/reader.ts';
import type { EvidenceWriter } from '../evidence/writer.ts';
import type { JsonObject } from '../json.ts';
import { toJson } from '../json.ts';
import type { WebPort } from './port.ts';
import { plainHandshakes } from './port.ts';
import type { TlsOutcome } from './tls/exchange.ts';

type Stream = 'dns' | 'http' | 'tls';

/** Name of an endpoint's evidence stream. Brackets and colons of IPv6 addresses become `_` in file names. */
export const webEvidenceName = ({ host, port }: EndpointAddress, stream: Stream): string =>
  `web/${host.replaceAll(':', '_')}_${port}/${stream}`;

const asObject = (value: unknown): JsonObject => {
  const json = toJson(value);
  return typeof json === 'object' && json !== null && !Array.isArray(json)
    ? Object.fromEntries(Object.entries(json))
    : {};
};

const handshakesAsked = { handshakes: 'asked' } as const;

/** Keeps every exchange of `inner`. Interrupted ones are no evidence. */
export const recordWeb = (inner: WebPort, writer: EvidenceWriter): WebPort => {
  const keep = async <I extends object, O extends object | null>(
    stream: Stream,
    input: I,
    ask: () => Promise<O>,
  ): Promise<O> => {
    const output = await ask();
    if (!inner.signal.aborted && output !== null) {
      writer.add(webEvidenceName(inner.endpoint, stream), asObject(input), {
        type: 'output',
        output: asObject(output),
      });
    }
    return output;
  };
  const { crl, listService } = inner;
  // Probes of old bugs that nobody asked for are not missing from a replay: so it is kept that they were asked for.
  if (inner.handshakes.active) {
    const output = { active: true };
    writer.add(webEvidenceName(inner.endpoint, 'tls'), handshakesAsked, { type: 'output', output });
  }
  return {
    ...inner,
    ...(listService && { listService: (input, signal) => keep('http', input, () => listService(input, signal)) }),
    exchange: (input, signal) => keep('http', input, () => inner.exchange(input, signal)),
    resolve: (input, signal) => keep('dns', input, () => inner.resolve(input, signal)),
    preload: (input) => keep('http', input, () => inner.preload(input)),
    tls: (probe) => keep('tls', probe, () => inner.tls(probe)),
    roots: (input) => keep('tls', input, () => inner.roots(input)),
    crl: crl === null ? null : (input, parties) => keep('tls', input, () => crl(input, parties)),
    ranges: (input) => keep('dns', input, () => inner.ranges(input)),
  };
};

/** Why a replayed exchange has no answer. */
export const notRecorded = 'this exchange is not in the evidence';
const tlsNotRecorded: TlsOutcome = { end: 'skipped', why: notRecorded, alert: null, messages: [], reaction: null };

/** Answers from an evidence directory; what was never recorded, or is damaged, says so. */
export const replayWeb = (evidence: Evidence, endpoint: EndpointAddress, signal: AbortSignal): WebPort => {
  const find = <T>(stream: Stream, input: object, parse: (value: unknown) => T | null): T | null => {
    const outcome = evidence.find(webEvidenceName(endpoint, stream), asObject(input));
    return outcome?.type === 'output' ? parse(outcome.output) : null;
  };
  return {
    endpoint,
    signal,
    handshakes: { ...plainHandshakes, active: find('tls', handshakesAsked, parseHandshakes)?.active ?? false },
    exchange: async (input) =>
      find('http', input, parseExchangeOutput) ?? {
        ok: false,
        error: { kind: 'not-recorded', phase: 'before', detail: notRecorded },
      },
    resolve: async (input) =>
      find('dns', input, parseDnsOutput) ?? { ok: false, error: { kind: 'not-recorded', detail: notRecorded } },
    preload: async (input) => find('http', input, parsePreloadFacts),
    listService: async (input) => find('http', input, parseListService),
    tls: async (probe) => find('tls', probe, parseTlsOutcome) ?? tlsNotRecorded,
    ranges: async (input) => find('dns', input, parseRangeFacts),
    roots: async (input) => find('tls', input, parseRoots) ?? { store: 'not recorded', certificates: [] },
    crl: async (input) => find('tls', input, parseCrlOutput) ?? { ok: false, why: 'not in the evidence' },
  };
};
