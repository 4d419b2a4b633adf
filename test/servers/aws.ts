import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';

/** One request as it came in, as far as AWS's signature and protocol tell what it is. */
export interface AwsCall {
  /** Signing name, e.g. `rds`, `sts`. */
  readonly service: string;
  readonly region: string;
  readonly keyId: string;
  /** `Action` of the query protocol, empty elsewhere. */
  readonly action: string;
  readonly body: string;
}

export type AwsAnswer = (call: AwsCall, response: ServerResponse, nth: number) => void;

export interface AwsServer {
  readonly url: string;
  readonly calls: readonly AwsCall[];
  readonly stop: () => Promise<void>;
}

const read = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
};

const callOf = (authorization: string, body: string): AwsCall => {
  const [, keyId = '', region = '', service = ''] =
    /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(authorization) ?? [];
  return { service, region, keyId, action: new URLSearchParams(body).get('Action') ?? '', body };
};

/** A stand-in for AWS on loopback: the test says what each call gets. `nth` counts from 1. */
export const startAws = async (answer: AwsAnswer): Promise<AwsServer> => {
  const calls: AwsCall[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const call = callOf(request.headers.authorization ?? '', body);
      answer(call, response, calls.push(call));
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** An answer of the query protocol. */
export const xml = (response: ServerResponse, action: string, result: string): void => {
  response.setHeader('content-type', 'text/xml');
  response.end(`<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`);
};

/** An error of the query protocol. */
export const xmlError = (response: ServerResponse, status: number, code: string): void => {
  response.statusCode = status;
  response.setHeader('content-type', 'text/xml');
  response.end(
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${code} it is</Message></Error></ErrorResponse>`,
  );
};

/** An error as EC2 writes it. */
export const ec2Error = (response: ServerResponse, status: number, code: string): void => {
  response.statusCode = status;
  response.setHeader('content-type', 'text/xml');
  response.end(
    `<Response><Errors><Error><Code>${code}</Code><Message>${code} it is</Message></Error></Errors><RequestID>1</RequestID></Response>`,
  );
};
