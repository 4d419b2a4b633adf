import { randomBytes } from 'node:crypto';
import { concat, MalformedTls } from '../../../parse/tls/bytes.ts';
import { parseSsl2ServerHello, ssl2ClientHello } from '../../../parse/tls/sslv2.ts';
import { runActive } from './active/run-active.ts';
import { converse } from './conversation.ts';
import type { Ssl2Probe, TlsExchange, TlsOutcome, TlsProbe } from './exchange.ts';
import { adaptivePace } from './pace.ts';
import { upgrade } from './starttls.ts';
import { openTransport, type Transport } from './transport.ts';

export type TlsLimits = {
  readonly connectMs: number;
  readonly answerMs: number;
  /** How long a server may think about a malformed message before its silence counts as an answer. */
  readonly reactionMs: number;
  /** For all probes of this exchange together, from the first one on. */
  readonly totalMs: number;
  /** Connections in flight at the most; two once the server resets or stays silent. */
  readonly concurrency: number;
};

const DEFAULT_TLS_LIMITS: TlsLimits = {
  connectMs: 2_000,
  answerMs: 3_000,
  reactionMs: 1_500,
  totalMs: 10_000,
  concurrency: 8,
};

/** The exchange over real sockets, for the probes of one address: it holds that address's budget and pace. */
export function liveTlsExchange(limits: Partial<TlsLimits> = {}): TlsExchange {
  const { connectMs, answerMs, reactionMs, totalMs, concurrency } = { ...DEFAULT_TLS_LIMITS, ...limits };
  const pace = adaptivePace(concurrency);
  let deadline: number | null = null;
  const left = (): number => (deadline ?? 0) - performance.now();
  return (probe) =>
    pace(async () => {
      deadline ??= performance.now() + totalMs;
      if (left() <= 0) return ended('skipped', `the ${totalMs} ms for this address are used up`);
      const bounded = (milliseconds: number): number => Math.max(1, Math.min(milliseconds, left()));
      const transport = await openTransport(probe, { connectMs: bounded(connectMs), answerMs: bounded(answerMs) });
      if ('end' in transport) return ended(transport.end, transport.why);
      try {
        return await run(probe, transport, reactionMs);
      } finally {
        await transport.close();
      }
    });
}

async function run(probe: TlsProbe, transport: Transport, reactionMs: number): Promise<TlsOutcome> {
  const refused = probe.starttls === null ? null : await upgrade(probe.starttls, probe.host, transport);
  if (refused !== null) return ended(refused.end, refused.why);
  if (probe.kind === 'hello') return converse(probe, transport);
  if (probe.kind === 'ssl2') return converseSsl2(probe, transport);
  return runActive(probe, transport, reactionMs);
}

async function converseSsl2(probe: Ssl2Probe, transport: Transport): Promise<TlsOutcome> {
  transport.write(ssl2ClientHello(probe.suites, randomBytes(16)));
  let bytes: Uint8Array = new Uint8Array(0);
  for (;;) {
    const chunk = await transport.read();
    if (!(chunk instanceof Uint8Array)) return ended(chunk.end, chunk.why);
    bytes = concat(bytes, chunk);
    try {
      if (parseSsl2ServerHello(bytes) === null) continue;
      return { ...ended('answered', null), messages: [{ type: 4, body: Buffer.from(bytes).toString('base64') }] };
    } catch (problem) {
      if (!(problem instanceof MalformedTls)) throw problem;
      return ended('not-tls', 'the answer is no SSL 2.0');
    }
  }
}

function ended(end: TlsOutcome['end'], why: string | null): TlsOutcome {
  return { end, why, alert: null, messages: [], reaction: null };
}
