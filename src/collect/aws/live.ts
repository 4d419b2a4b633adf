import http from 'node:http';
import https from 'node:https';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { JsonObject } from '../json.ts';
import { toJson } from '../json.ts';
import { services } from './clients/index.ts';
import { isThrottle } from './failure.ts';
import type { Gate } from './gate.ts';
import { pause } from './pause.ts';
import type { AwsRequest, AwsTransport } from './transport.ts';
import { AwsFailure } from './transport.ts';

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** Credentials of one account, memoised once for all its clients (each client would otherwise ask STS anew). */
export type Credentials = () => Promise<{
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}>;

export interface LiveOptions {
  /** Region for account-wide services. */
  readonly homeRegion: string;
  /** Milliseconds until one HTTP exchange with AWS is given up. */
  readonly requestTimeout: number;
  readonly gate: Gate;
  readonly signal: AbortSignal;
  readonly onThrottle: (request: AwsRequest) => void;
}

/** One handler for all clients: 17 regions x 20 services share their connections over all accounts. */
export const createHandler = (requestTimeout: number): NodeHttpHandler =>
  new NodeHttpHandler({
    httpAgent: new http.Agent({ keepAlive: true, maxSockets: 64, maxFreeSockets: 64, scheduling: 'lifo' }),
    httpsAgent: new https.Agent({ keepAlive: true, maxSockets: 64, maxFreeSockets: 64, scheduling: 'lifo' }),
    connectionTimeout: Math.min(3_000, requestTimeout),
    requestTimeout,
    // Without it the SDK only warns and goes on waiting.
    throwOnRequestTimeout: true,
    socketTimeout: requestTimeout,
    logger: silent,
  });

const attempts = 4;
/** Milliseconds beyond its attempts that one call may spend in the SDK's own back-off, which is no hanging. */
const throttlePatience = 60_000;
/** Attempts of our own after the SDK's, with the gate slowed down in between: a throttled call is late, never lost. */
const throttleRounds = 6;

/**
 * Sends requests to AWS with the SDK. `credentials` answers per account id.
 * Failures come out as AwsFailure with the service's error code; throttled calls are tried again at a slower rate.
 */
export const createLiveTransport = (
  credentials: (account: string) => Credentials,
  handler: NodeHttpHandler,
  options: LiveOptions,
): AwsTransport => {
  const clients = new Map<string, Promise<SdkClient>>();

  const clientFor = ({ account, region, service }: AwsRequest): Promise<SdkClient> => {
    const key = `${account}/${region}/${service}`;
    const client =
      clients.get(key) ??
      createClient(service, region === 'global' ? options.homeRegion : region, credentials(account), handler);
    clients.set(key, client);
    return client;
  };

  return {
    send: (request) =>
      options.gate.run(request, options.signal, async (bucket) => {
        for (let round = 1; ; round += 1) {
          try {
            const output = await sendOnce(await clientFor(request), request, options);
            bucket.succeeded();
            return output;
          } catch (error) {
            if (options.signal.aborted) throw new AwsFailure('Interrupted', 'the scan was stopped', null);
            const failure = toFailure(error);
            if (!(failure instanceof AwsFailure) || !isThrottle(failure)) throw failure;
            bucket.throttled();
            options.onThrottle(request);
            if (round >= throttleRounds) throw failure;
            await pause(Math.min(500 * 2 ** round, 10_000) * (0.5 + Math.random() / 2), options.signal);
          }
        }
      }),
  };
};

interface SdkClient {
  readonly client: unknown;
  readonly send: unknown;
  readonly commands: Awaited<ReturnType<(typeof services)[string]>>['service']['commands'];
}

const createClient = async (
  service: string,
  region: string,
  credentials: Credentials,
  handler: NodeHttpHandler,
): Promise<SdkClient> => {
  const load = services[service];
  if (!load) throw new TypeError(`no client for ${service}`);
  const { Client, commands, region: only } = (await load()).service;
  const configuration = {
    // IAM, CloudFront, Shield and their like answer in one region of the partition only.
    region: only ?? region,
    credentials,
    requestHandler: handler,
    retryMode: 'adaptive',
    maxAttempts: attempts,
    useDualstackEndpoint: process.env['AWS_USE_DUALSTACK_ENDPOINT'] === 'true',
    useFipsEndpoint: process.env['AWS_USE_FIPS_ENDPOINT'] === 'true',
    logger: silent,
    // One TLS connection for all buckets instead of one per bucket.
    ...(service === 's3' ? { forcePathStyle: true, followRegionRedirects: true } : {}),
    ...(service === 's3-control' ? controlEndpoint() : {}),
  };
  const client: unknown = Reflect.construct(Client, [configuration]);
  if (typeof client !== 'object' || client === null) throw new TypeError(`${service} has no client`);
  return { client, send: Reflect.get(client, 'send'), commands };
};

/** The SDK puts the account id before the host name of S3 Control, which an address or `localhost` cannot bear. */
const controlEndpoint = () => {
  const url = process.env['AWS_ENDPOINT_URL_S3_CONTROL'] ?? process.env['AWS_ENDPOINT_URL'];
  return url === undefined ? {} : { endpointProvider: () => ({ url: new URL(url) }) };
};

const sendOnce = async (
  { client, send, commands }: SdkClient,
  request: AwsRequest,
  options: LiveOptions,
): Promise<JsonObject> => {
  const Command = commands[request.operation];
  if (!Command || typeof send !== 'function')
    throw new TypeError(`no command for ${request.service}:${request.operation}`);
  const command: unknown = Reflect.construct(Command, [request.input]);
  const deadline = AbortSignal.timeout(options.requestTimeout * attempts + throttlePatience);
  const signal = AbortSignal.any([options.signal, deadline]);
  const output: unknown = await Reflect.apply(send, client, [
    command,
    { abortSignal: signal, requestTimeout: options.requestTimeout },
  ]);
  const json = toJson(output);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return {};
  return Object.fromEntries(Object.entries(json));
};

/** The SDK's errors differ by protocol; the code is in `name` (or `Code`), the HTTP status in `$metadata`, system errors in `code`. */
const toFailure = (error: unknown): AwsFailure | Error => {
  if (error instanceof AwsFailure) return error;
  if (!(error instanceof Error)) return new AwsFailure('UnknownError', String(error), null);
  const system = stringOf(error, 'code');
  const metadata: unknown = Reflect.get(error, '$metadata');
  const status = typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'httpStatusCode') : null;
  const isSystem = system !== null && /^E[A-Z_]+$/.test(system);
  const name = isSystem
    ? system
    : error.name === 'Error'
      ? (stringOf(error, 'Code') ?? system ?? error.name)
      : error.name;
  if (error instanceof TypeError && system === null && typeof status !== 'number') return error;
  return new AwsFailure(
    name,
    error.message.replace(/\s+/g, ' ').slice(0, 500),
    typeof status === 'number' ? status : null,
  );
};

const stringOf = (error: Error, field: string): string | null => {
  const value: unknown = Reflect.get(error, field);
  return typeof value === 'string' ? value : null;
};
