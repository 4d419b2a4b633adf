import { once } from 'node:events';
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, request, type ServerResponse } from 'node:http';
import type { AccountFacts } from '../../../fixtures/seed/facts.ts';
import type { Answer } from './answer.ts';
import { type Call, readCall } from './call.ts';
import type { Fault } from './faults.ts';
import { asHole } from './holes.ts';
import { repairFor } from './repair.ts';
import { repairs } from './repairs/index.ts';

export interface Overlay {
  readonly url: string;
  /** Whether calls that moto does not have are answered in its place; nobody checks rights on such answers. On by default. */
  readonly answerForMoto: (on: boolean) => void;
  /** Replaces the faults in force; none by default. */
  readonly inject: (...faults: readonly Fault[]) => void;
  /** Calls seen since the last `inject`, as `service:operation`. */
  readonly seen: () => readonly string[];
  readonly stop: () => Promise<void>;
}

export interface OverlayOptions {
  readonly moto: string;
  readonly port?: number;
  /** What moto cannot hold, by account and the instant of the answer. Unknown accounts: moto's answers stand. */
  readonly facts: (account: string, clock: number) => AccountFacts | undefined;
  /** The instant of every call, in milliseconds; by default the real one. */
  readonly clock?: () => number;
}

const CLOCK_HEADER = 'x-emulator-clock';

const bodyOf = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
};

interface Upstream {
  readonly answer: Answer;
  readonly headers: OutgoingHttpHeaders;
}

/** Sends the request on to moto. Bodies travel as latin1, so that bytes survive. */
const forward = async (
  moto: string,
  message: IncomingMessage,
  body: Buffer,
  clock: number | null,
): Promise<Upstream> => {
  const headers = {
    ...message.headers,
    ...(clock === null || CLOCK_HEADER in message.headers ? {} : { [CLOCK_HEADER]: String(clock) }),
  };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = request(new URL(message.url ?? '/', moto), { method: message.method ?? 'GET', headers });
    outgoing.once('response', resolve).once('error', reject).end(body);
  });
  const {
    'content-length': _length,
    'transfer-encoding': _encoding,
    connection: _connection,
    ...rest
  } = response.headers;
  const text = (await bodyOf(response)).toString('latin1');
  return {
    answer: { status: response.statusCode ?? 502, type: rest['content-type'] ?? '', body: text },
    headers: rest,
  };
};

const send = (
  response: ServerResponse,
  { status, type, body }: Answer,
  headers: OutgoingHttpHeaders = {},
  head = false,
): void => {
  const bytes = Buffer.from(body, 'latin1');
  const length = head ? {} : { 'content-length': bytes.length };
  response.writeHead(status, { ...headers, 'content-type': type, ...length, 'x-amzn-requestid': 'overlay' });
  response.end(bytes);
};

const sendHalf = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'text/xml', 'content-length': 2000 });
  response.write('<?xml version="1.0"?><Response><half', () => response.socket?.destroy());
};

/** Learns which account new access keys belong to, from the answers that hand them out. */
const learnKeys = (call: Call, body: string, keys: Map<string, string>): void => {
  if (call.operation !== 'AssumeRole' && call.operation !== 'CreateAccessKey') return;
  const key = /<AccessKeyId>([^<]+)</.exec(body)?.[1];
  const assumed = /<Arn>arn:aws:sts::(\d{12}):/.exec(body)?.[1];
  const account = assumed ?? call.account;
  if (key && account) keys.set(key, account);
};

const repaired = (call: Call, upstream: Answer, facts: AccountFacts | undefined, clock: number): Answer => {
  const repair = repairFor(repairs, call);
  const good = upstream.status >= 200 && upstream.status < 300;
  if (!good || repair?.patch === undefined || facts === undefined) return upstream;
  return { ...upstream, body: repair.patch(upstream.body, call, facts, clock) };
};

/**
 * The proxy between SDK clients and moto: injected faults first, then answers in moto's place, then moto's own answer, patched
 * where it is false and turned into a coded error where moto has none.
 */
export const startOverlay = async ({ moto, port = 0, facts, clock }: OverlayOptions): Promise<Overlay> => {
  const keys = new Map<string, string>();
  let faults: readonly Fault[] = [];
  let seen: string[] = [];
  let inItsPlace = true;

  const strike = (call: Call) => {
    for (const fault of faults) {
      const result = fault(call);
      if (result !== 'pass') return result;
    }
    return 'pass' as const;
  };

  const handle = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(message);
    const call = readCall(
      message.method ?? 'GET',
      message.url ?? '/',
      message.headers,
      body,
      (key) => keys.get(key) ?? null,
    );
    seen.push(`${call.service}:${call.operation}`);
    const struck = strike(call);
    if (struck === 'hang') return;
    if (struck === 'reset') {
      message.socket.resetAndDestroy();
      return;
    }
    if (struck === 'half') return sendHalf(response);
    if (struck !== 'pass') return send(response, struck);
    const now = clock?.() ?? Date.now();
    const known = call.account === null ? undefined : facts(call.account, now);
    const own = inItsPlace && known && repairFor(repairs, call)?.answer?.(call, known, now);
    if (own) return send(response, own);
    const upstream = await forward(moto, message, body, clock === undefined ? null : now);
    learnKeys(call, upstream.answer.body, keys);
    const final = asHole(call, upstream.answer) ?? repaired(call, upstream.answer, known, now);
    send(response, final, upstream.headers, message.method === 'HEAD');
  };

  const server = createServer((message, response) => {
    handle(message, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else send(response, { status: 502, type: 'text/plain', body: `overlay: ${String(error)}` });
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the overlay has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    inject: (...next) => {
      faults = next;
      seen = [];
    },
    answerForMoto: (on) => {
      inItsPlace = on;
    },
    seen: () => seen,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};
