import type { Gap, Read } from '../gap.ts';
import type { AwsResource } from './base.ts';

/** A rule that acts on clients that send more than a number of requests within a window. */
export interface RateRule {
  readonly name: string;
  /** Requests within the window. */
  readonly limit: number;
  readonly windowSeconds: number;
  /** What is counted together, in words: `address`, `forwarded address`, `custom key`, `all requests`. */
  readonly per: string;
  /** What happens beyond the limit, with overrides taken into account. */
  readonly action: 'block' | 'challenge' | 'count' | 'other';
  /** Counts and limits only requests that match a further statement. */
  readonly scopedDown: boolean;
}

/** A web ACL by what it does about rates: its own rules and those of rule groups, Firewall Manager's included. */
export interface WebAcl {
  readonly name: string;
  readonly rateRules: readonly RateRule[];
  /** Why rule groups that it refers to could not be read. */
  readonly unreadGroups: readonly Gap[];
}

/** A public door that a web ACL can stand at. */
export interface WebAclDoor extends AwsResource {
  readonly kind: 'application-load-balancer' | 'distribution';
  readonly name: string;
  /** null: none. */
  readonly webAcl: Read<WebAcl | null>;
}
