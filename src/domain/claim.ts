import type { Kind, Severity, Store } from './kinds.ts';
import type { KindParameters } from './parameters.ts';

export type { Severity } from './kinds.ts';

/** A calendar day in UTC, `YYYY-MM-DD`. */
export type Day = string;

/** A place in a text file, both numbers counted from 1. */
export interface FilePosition {
  readonly line: number;
  readonly column: number;
}

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** A kind with its parameters; narrowing `kind` narrows `with`. */
export type Binding<K extends Kind = Kind> = {
  [P in K]: { readonly kind: P; readonly with: KindParameters[P] };
}[K];

/** The stores a claim names; empty for kinds that name none. */
export const claimedStores = (binding: Binding): readonly Store[] =>
  'stores' in binding.with ? binding.with.stores : [];

/** Artifacts of which there is one for each document that a claim names by its URL. */
export const documentKeys = ['web.documents', 'web.pgp-keys'] as const;
export type DocumentKey = (typeof documentKeys)[number];

/** A document that a claim names, and what is to be read of it. */
export interface NamedDocument {
  readonly artifact: DocumentKey;
  readonly url: string;
}

/** The document that a claim names; null for kinds that name none, and where it is left out. */
export const claimedUrl = (binding: Binding): string | null => ('url' in binding.with ? binding.with.url : null);

/** Where the page says it; `line` is null when the claims file gives none, `lineEnd` when the claim has one line. */
export interface ClaimSource {
  readonly document: string | null;
  readonly line: number | null;
  readonly lineEnd: number | null;
}

/** A document that speaks for a claim. It counts through `validUntil`, an inclusive UTC day. */
export interface Attestation {
  readonly document: string;
  /** 64 lower-case hex digits. */
  readonly sha256: string;
  readonly owner: string;
  readonly issued: Day;
  readonly validUntil: Day;
}

interface ClaimText {
  readonly id: string;
  /** The page's own sentence, in its own language. */
  readonly says: string;
  /** The sentence in English, when the page speaks another language. */
  readonly gloss: string | null;
  readonly source: ClaimSource;
  readonly severity: Severity;
  readonly attestation: Attestation | null;
  /** The parameters in the claims file's own words, defaults filled in, for people to read. */
  readonly shown: { readonly [parameter: string]: JsonValue };
  /** Where the claim begins in the claims file. */
  readonly at: FilePosition;
}

export type Claim<K extends Kind = Kind> = ClaimText & Binding<K>;

/** How to reach an account: a profile, a role to assume (from the profile when both are given), or neither (the caller's own). */
export interface AccountAccess {
  readonly profile: string | null;
  readonly role: string | null;
  readonly externalId: string | null;
}

/** A resource matches when its tag `key` has one of `values`. */
export interface TagFilter {
  readonly key: string;
  readonly values: readonly string[];
}

export interface AwsScope {
  /** Empty: the caller's own account. */
  readonly accounts: readonly AccountAccess[];
  /** `all`: every region that the account has enabled. */
  readonly regions: 'all' | readonly string[];
  /** A resource is in scope when all filters match; no filter: everything. */
  readonly tags: readonly TagFilter[];
}

/** A public endpoint: a name in A-labels and lower case, an IPv4 address, or an IPv6 address without brackets. */
export interface EndpointAddress {
  readonly host: string;
  readonly port: number;
}

/** `host:port`, IPv6 addresses in brackets. */
export const endpointName = ({ host, port }: EndpointAddress): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

/** The endpoint that serves an https URL. */
export const endpointOfUrl = (url: string): EndpointAddress => {
  const { hostname, port } = new URL(url);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 443 : Number(port) };
};

/** A part of the company's systems: what matches all the criteria given; within one criterion any value will do. */
export interface Environment {
  readonly tags: readonly TagFilter[];
  readonly vpcs: readonly string[];
  readonly accounts: readonly string[];
}

/** Environments by name. */
export type Environments = Readonly<Record<string, Environment>>;

export interface ClaimsScope {
  /** Null when the file says nothing of AWS. */
  readonly aws: AwsScope | null;
  readonly endpoints: readonly EndpointAddress[];
  readonly environments: Environments;
}

/** The public page: its address, the text copy that line numbers count in, and the day it was read. */
export interface ClaimsPage {
  readonly url: string | null;
  readonly document: string | null;
  readonly read: Day | null;
}

export interface ClaimsFile {
  readonly version: 1;
  readonly subject: string;
  readonly page: ClaimsPage;
  readonly scope: ClaimsScope;
  readonly claims: readonly Claim[];
}

/** What a waiver is about: a resource in an account, or an endpoint. All texts match whole and exactly. */
export type WaiverTarget =
  | { readonly type: 'resource'; readonly account: string; readonly resource: string }
  | { readonly type: 'endpoint'; readonly endpoint: EndpointAddress };

/** An owned, reasoned and dated exception. It counts through `expires`, an inclusive UTC day. */
export interface Waiver {
  readonly id: string;
  /** Null: findings of the check under any claim. */
  readonly claim: string | null;
  readonly check: string;
  readonly target: WaiverTarget;
  /** The outcome that is waived: a waived failure does not waive blindness. */
  readonly expect: 'fail' | 'unknown';
  readonly reason: string;
  readonly owner: string;
  readonly approvedBy: string | null;
  readonly ticket: string | null;
  readonly created: Day;
  readonly expires: Day;
  readonly at: FilePosition;
}
