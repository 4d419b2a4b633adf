import type { TlsProtocol } from '../../../domain/tls.ts';

/**
 * The one seam between the prober and the world. A probe and its outcome are plain JSON without random bytes or
 * clock, so that a recorder can keep `{input: probe, output: outcome}` lines and a replay yields the same facts.
 */
export type TlsExchange = (probe: TlsProbe) => Promise<TlsOutcome>;

export type StartTls = 'smtp' | 'imap' | 'pop3' | 'postgres' | 'mysql' | 'ldap';

export type ProbeTarget = {
  readonly host: string;
  readonly port: number;
  readonly address: string;
  /** Sent as SNI; null for an IP literal. */
  readonly serverName: string | null;
  readonly starttls: StartTls | null;
};

export type HelloProbe = ProbeTarget & {
  readonly kind: 'hello';
  /** The highest version offered; `TLSv1.3` offers that version alone. */
  readonly version: Exclude<TlsProtocol, 'SSLv2'>;
  readonly suites: readonly number[];
  readonly groups: readonly number[];
  /** Groups sent with a key share (TLS 1.3); none makes the server name its choice in a HelloRetryRequest. */
  readonly shares: readonly number[];
  readonly signatures: readonly number[];
  /** Only the extensions without which servers refuse: for those that choke on more. */
  readonly lean: boolean;
  readonly compression: boolean;
  /** What is waited for and kept: ServerHello; with it ServerKeyExchange; or the whole flight. */
  readonly until: 'server-hello' | 'key-exchange' | 'flight';
  readonly attempt: number;
};

export type Ssl2Probe = ProbeTarget & {
  readonly kind: 'ssl2';
  readonly suites: readonly number[];
  readonly attempt: number;
};

export type ActiveTlsProbe = ProbeTarget & {
  readonly kind: 'ccs-injection' | 'heartbleed' | 'ticketbleed' | 'robot' | 'padding-oracle' | 'insecure-renegotiation';
  readonly version: Exclude<TlsProtocol, 'SSLv2' | 'TLSv1.3'>;
  readonly suites: readonly number[];
  /** Which of the malformed messages of the probe is sent. */
  readonly variant: string;
  readonly attempt: number;
};

export type TlsProbe = HelloProbe | Ssl2Probe | ActiveTlsProbe;

/** How a conversation ended. Only `answered` and `alert` are words of the server about the question. */
export type TlsEnd = 'answered' | 'alert' | 'closed' | 'reset' | 'timeout' | 'unreachable' | 'not-tls' | 'skipped';

export type RecordedMessage = { readonly type: number; readonly body: string };

export type TlsOutcome = {
  readonly end: TlsEnd;
  readonly why: string | null;
  readonly alert: { readonly level: number; readonly description: number } | null;
  /** Handshake messages in order, decrypted where needed: type and base64 of the body. */
  readonly messages: readonly RecordedMessage[];
  /** What an active probe saw after its malformed message, as a word; null for other probes. */
  readonly reaction: string | null;
  /** Connections it took, when more than one: a reset among many connections is tried again among few. */
  readonly tries?: number | undefined;
};
