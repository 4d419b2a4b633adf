import type { Read } from '../gap.ts';
import type { AwsResource, Instant } from './base.ts';

/** One per account, whatever could be read. */
export interface ShieldSubscription extends AwsResource {
  readonly advanced: Read<boolean>;
  /** The fields below are null where nothing is subscribed. `endsAt` null: the answer did not say. */
  readonly term: Read<{ readonly endsAt: Instant | null; readonly autoRenew: boolean | null } | null>;
  /** ARNs of protected resources. */
  readonly protections: Read<readonly string[] | null>;
}

/** A door through which the public reaches the account. */
export interface FrontDoor extends AwsResource {
  readonly kind:
    | 'application-load-balancer'
    | 'network-load-balancer'
    | 'classic-load-balancer'
    | 'elastic-ip'
    | 'distribution';
  readonly name: string;
  readonly dnsName: string | null;
  /** ARNs that must all be protected for the door to be; a network load balancer is protected through its Elastic IPs. Empty: it cannot be. */
  readonly protectable: readonly string[];
}

export interface LoadBalancer extends AwsResource {
  readonly name: string;
  readonly kind: 'application' | 'network' | 'gateway' | 'classic';
  readonly internetFacing: boolean;
  readonly dnsName: string | null;
  readonly zones: readonly string[];
}

export interface Listener extends AwsResource {
  readonly balancer: string;
  readonly balancerName: string;
  readonly kind: LoadBalancer['kind'];
  readonly internetFacing: boolean;
  readonly port: number;
  /** AWS's word: HTTP, HTTPS, TCP, TLS, UDP, TCP_UDP, SSL, GENEVE. */
  readonly protocol: string;
  /** Names of its policies: one on a TLS listener, on a classic load balancer also those that have nothing to do with TLS. */
  readonly policies: readonly string[];
  /** The default action and every rule redirect to HTTPS. Only asked for HTTP listeners of application load balancers, else null. */
  readonly redirectsToHttps: Read<boolean> | null;
}

/** A TLS policy of load balancers: what a listener with it agrees to. */
export interface SslPolicy extends AwsResource {
  readonly name: string;
  /** ARN of the classic load balancer that it belongs to; null: one of AWS's own, for all others. */
  readonly balancer: string | null;
  /** AWS's words, e.g. `TLSv1.2`. */
  readonly protocols: readonly string[];
  /** IANA names; what has none that is known keeps the name AWS gives it. */
  readonly suites: readonly string[];
}

export interface Trail {
  readonly arn: string;
  readonly homeRegion: string;
  readonly multiRegion: boolean;
  readonly organization: boolean;
  readonly validation: boolean;
  readonly kmsKeyId: string | null;
  /** Read in the home region only; null elsewhere. */
  readonly status: Read<{
    readonly logging: boolean;
    readonly lastDelivery: Instant | null;
    readonly deliveryError: string | null;
  }> | null;
  /** Both reads and writes of the management API are recorded. Read in the home region only; null elsewhere. */
  readonly allManagementEvents: Read<boolean> | null;
}

/** The trails that show in one region, those of other regions and of the organisation included. One per region, whatever could be read. */
export interface RegionTrails extends AwsResource {
  readonly trails: Read<readonly Trail[]>;
}

/** What keeps the log files of a trail from being deleted. */
export interface LogBucket extends AwsResource {
  readonly name: string;
  /** ARN of a trail that delivers there. */
  readonly trail: string;
  readonly versioning: Read<{ readonly enabled: boolean; readonly mfaDelete: boolean }>;
  /** Default retention of Object Lock; null: new objects are not locked. */
  readonly lock: Read<{ readonly compliance: boolean; readonly days: number } | null>;
}
