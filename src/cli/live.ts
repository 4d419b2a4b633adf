import type { KnownAccount } from '../collect/aws/accounts.ts';
import { accountLabel, enterAccount, identify } from '../collect/aws/accounts.ts';
import { credentialsFor } from '../collect/aws/credentials.ts';
import { createGate } from '../collect/aws/gate.ts';
import type { Credentials } from '../collect/aws/live.ts';
import { createHandler, createLiveTransport } from '../collect/aws/live.ts';
import { recordAws } from '../collect/aws/recorded.ts';
import type { AwsTransport } from '../collect/aws/transport.ts';
import { AwsFailure } from '../collect/aws/transport.ts';
import type { EvidenceWriter } from '../collect/evidence/writer.ts';
import type { JsonObject } from '../collect/json.ts';
import type { AccountAccess } from '../domain/claim.ts';
import type { Emit } from '../domain/events.ts';

export interface LiveAws {
  readonly transport: AwsTransport;
  readonly accounts: readonly KnownAccount[];
}

export interface LiveAwsOptions {
  readonly accounts: readonly AccountAccess[];
  readonly regions: 'all' | readonly string[];
  readonly runId: string;
  readonly inFlight: number;
  /** Milliseconds. */
  readonly timeout: number;
  readonly writer: EvidenceWriter | null;
  readonly signal: AbortSignal;
  readonly emit: Emit;
}

const defaultRegion = 'us-east-1';

/** Enters every account of the scope with the real SDK. Accounts that refuse us come back as such. */
export const connectAws = async (options: LiveAwsOptions): Promise<LiveAws> => {
  const region = process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION'] || defaultRegion;
  const handler = createHandler(options.timeout);
  tellForeignEndpoints(options.emit);
  const access = options.accounts.length > 0 ? options.accounts : [{ profile: null, role: null, externalId: null }];
  const known = new Map<string, Credentials>();

  const live = createLiveTransport((account) => known.get(account) ?? noCredentials(account), handler, {
    homeRegion: region,
    requestTimeout: options.timeout,
    gate: createGate(options.inFlight),
    signal: options.signal,
    onThrottle: ({ account, region: place, service, operation }) =>
      options.emit({
        type: 'call',
        state: 'throttled',
        scope: { type: 'aws', account, region: place },
        what: `${service}:${operation}`,
      }),
  });
  const { writer, emit } = options;
  const transport = watched(writer === null ? live : recordAws(live, writer), emit);
  const introduction = watched(writer === null ? live : recordAws(live, writer, accountInAnswer), emit);

  const entered = await Promise.all(
    access.map(async (one): Promise<KnownAccount> => {
      const [label, name] = [accountLabel(one), nameOf(one)];
      emit({ type: 'account', label, account: null, state: 'connecting', regions: [], detail: '' });
      const credentials = await credentialsFor(one, {
        name: `claimcheck-${options.runId.slice(0, 8)}`,
        region,
        handler,
      });
      known.set(name, credentials);
      const identity = await identify(introduction, name);
      if (identity.ok) known.set(identity.account, credentials);
      return enterAccount(transport, identity, label, options.regions, region, emit);
    }),
  );
  return { transport, accounts: distinctAccounts(entered) };
};

const accountInAnswer = ({ account }: { readonly account: string }, output: JsonObject): string =>
  typeof output['Account'] === 'string' ? output['Account'] : account;

/** Before its id is known an account goes by a name that can be part of an evidence path: the id in its role, or its profile. */
const nameOf = ({ profile, role }: AccountAccess): string =>
  /^arn:[a-z-]+:iam::(\d{12}):/.exec(role ?? '')?.[1] ?? (profile === null ? 'default' : `profile-${profile}`);

const noCredentials = (account: string) => () =>
  Promise.reject(new AwsFailure('CredentialsProviderError', `no credentials for ${account}`, null));

/** Two ways into one account are read once, by the one that lets us in. */
const distinctAccounts = (accounts: readonly KnownAccount[]): readonly KnownAccount[] => {
  const entered = ({ scope }: KnownAccount): number => (scope.failed === null ? 1 : 0);
  const best = accounts.toSorted((a, b) => entered(a) - entered(b));
  return [...new Map(best.map((account) => [account.scope.account, account])).values()];
};

/** Tells what is being called, for people who watch. */
const watched = (inner: AwsTransport, emit: Emit): AwsTransport => ({
  send: async (request) => {
    const event = {
      type: 'call',
      scope: { type: 'aws', account: request.account, region: request.region },
      what: `${request.service}:${request.operation}`,
    } as const;
    emit({ ...event, state: 'started' });
    try {
      return await inner.send(request);
    } finally {
      emit({ ...event, state: 'done' });
    }
  },
});

/** A stray variable must not redirect an audit unseen. */
const tellForeignEndpoints = (emit: Emit): void => {
  for (const [name, value] of Object.entries(process.env)) {
    if (!/^AWS_ENDPOINT_URL(_[A-Z0-9_]+)?$/.test(name) || value === undefined || value === '') continue;
    if (/^https:\/\/[a-z0-9.-]+\.(amazonaws\.com|amazonaws\.com\.cn|api\.aws)(\/|$)/.test(value)) continue;
    emit({ type: 'log', level: 'warning', text: `AWS calls go to ${value} (${name}), not to AWS` });
  }
};
