/**
 * One AWS service as the live transport uses it. Each module beside this file names the client and the commands it
 * needs, so that the bundler drops the rest of the SDK, and is loaded on first use.
 */
export interface Service {
  readonly Client: ClientClass;
  /** The one region whose API answers for the whole account, where that is not the home region of the run. */
  readonly region?: string;
  /** Command class by operation name, e.g. `DescribeVpcs`. */
  readonly commands: { readonly [operation: string]: CommandClass };
}

/** A class of the SDK; its own argument types differ by operation and are checked by AWS, not by us. */
// biome-ignore lint/complexity/noBannedTypes: the constructors of the SDK share no narrower type
export type ClientClass = Function;
// biome-ignore lint/complexity/noBannedTypes: the constructors of the SDK share no narrower type
export type CommandClass = Function;
