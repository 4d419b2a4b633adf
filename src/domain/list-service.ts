/**
 * What the service that takes names into the HSTS preload list says of one. `preloaded` is on Chromium's main branch; both
 * removals are announced, and the name is still in shipped browsers.
 */
export const listServiceStates = [
  'unknown',
  'pending',
  'preloaded',
  'rejected',
  'removed',
  'pending-removal',
  'pending-automated-removal',
] as const;

export type ListServiceState = (typeof listServiceStates)[number];

/** The question to the preload list's service. */
export interface ListServiceInput {
  readonly hstsStatus: string;
}

/** One answer of the service. */
export interface ListServiceAnswer {
  readonly domain: string;
  readonly said:
    | {
        readonly ok: true;
        readonly state: ListServiceState /** The entry that covers the name. */;
        readonly by: string | null;
      }
    | { readonly ok: false; readonly problem: string };
}

/**
 * What the service says of a host: its own answer, and while that is `unknown` those for its parents down to the
 * registrable domain. The service itself climbs to parents that are `preloaded`, and to no others.
 */
export interface ListServiceFacts {
  /** Where it was asked. */
  readonly source: string;
  readonly answers: readonly ListServiceAnswer[];
}
