/** A kind of AWS store. `rds` includes Aurora; DocumentDB and Neptune answer on the RDS API but are stores of their own. */
export type Store =
  | 'rds'
  | 's3'
  | 'ebs'
  | 'efs'
  | 'dynamodb'
  | 'fsx'
  | 'documentdb'
  | 'neptune'
  | 'redshift'
  | 'elasticache'
  | 'opensearch';

/** Grades of the SSL Labs rating guide that a page can claim, best first (T and M are no claim). */
export type TlsGrade = 'A+' | 'A' | 'A-' | 'B' | 'C' | 'D' | 'E' | 'F';

/** An inclusive port range. `icmp` means ICMP and ICMPv6; its `from` and `to` are 0 and 65535 and say nothing. */
export interface PortRange {
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  readonly from: number;
  readonly to: number;
}

/**
 * Where traffic comes from or goes to. `cidr` is written as in the claims file (IPv4 or IPv6 with prefix length).
 * `name` is an environment of the scope, or, when none has that name, a security group's name.
 */
export type Place =
  | { readonly type: 'cidr'; readonly cidr: string }
  | { readonly type: 'security-group'; readonly id: string }
  | { readonly type: 'prefix-list'; readonly id: string }
  | { readonly type: 'vpc'; readonly id: string }
  | { readonly type: 'name'; readonly name: string };

/** Traffic between the company's own systems that its services require. */
export interface InternalFlow {
  readonly from: Place;
  readonly to: Place;
  readonly ports: readonly PortRange[];
}

/** A kind of front door: a managed service that the internet may talk to in front of isolated systems. */
export type EdgeKind = 'load-balancer' | 'cdn' | 'api-gateway' | 'global-accelerator';

/** Habits of network keeping that AWS's own best practices name. */
export type HygieneRule =
  | 'default-group'
  | 'public-ip-on-launch'
  | 'imdsv2'
  | 's3-endpoint'
  | 'flow-logs'
  | 'unused-groups';

/** A part of a system that a second zone can back up. */
export type RedundantPart = 'database' | 'load-balancer' | 'group';

export type Provider =
  | 'aws'
  | 'azure'
  | 'gcp'
  | 'clever-cloud'
  | 'digitalocean'
  | 'hetzner'
  | 'ovh'
  | 'scaleway'
  | 'other';

export type DatastoreEngine = 'rds' | 'dynamodb' | 'documentdb' | 'neptune' | 'redshift';

/** For kinds whose sentence has nothing to adjust. */
export type NoParameters = Readonly<Record<string, never>>;

interface Stores {
  readonly stores: readonly Store[];
}

/**
 * Every kind of claim with its parameters as checks get them: parsed, defaults filled in, durations in seconds.
 * `null` stands for "the page does not say".
 */
export interface KindParameters {
  readonly 'network.isolation': { readonly edges: readonly EdgeKind[] };
  /** `environments` are names from the scope; none named means all of the scope's. */
  readonly 'network.separate-vpcs': {
    readonly environments: readonly string[];
    readonly level: 'placement' | 'routing' | 'effective';
  };
  readonly 'network.firewall': Stores;
  /** `internal` is null when the file declares nothing about traffic between systems. */
  readonly 'network.least-ports': {
    readonly public: readonly PortRange[];
    readonly internal: readonly InternalFlow[] | null;
  };
  readonly 'network.admin-access': { readonly ports: readonly PortRange[]; readonly from: readonly Place[] };
  readonly 'network.hygiene': { readonly rules: readonly HygieneRule[] };
  /** `traffic`: between clients and the company (external), between its own systems (internal), or both. */
  readonly 'transit.encryption': { readonly bits: number; readonly traffic: 'external' | 'internal' | 'all' };
  readonly 'transit.https-only': NoParameters;
  readonly 'transit.tls-grade': { readonly grade: TlsGrade };
  readonly 'transit.hsts': { readonly maxAgeSeconds: number };
  readonly 'transit.hsts-preload': NoParameters;
  readonly 'transit.secure-cookies': NoParameters;
  readonly 'rest.encryption': Stores & { readonly algorithm: 'aes-256'; readonly key: 'any' | 'customer' };
  readonly 'storage.private': Stores;
  readonly 'storage.logs': NoParameters;
  readonly 'backup.automated': Stores;
  readonly 'backup.frequency': Stores & { readonly everySeconds: number };
  readonly 'backup.encrypted': Stores;
  /** `regions`: in how many regions each store's backups must exist, at least. */
  readonly 'backup.multi-region': Stores & { readonly regions: number };
  readonly 'backup.offsite': { readonly provider: Provider; readonly bucket: string | null };
  /** `withinSeconds` is null when only the ability to restore is claimed. */
  readonly 'backup.restore': { readonly withinSeconds: number | null };
  readonly 'availability.redundancy': { readonly zones: number; readonly of: readonly RedundantPart[] };
  readonly 'availability.failover': NoParameters;
  readonly 'ddos.shield': { readonly tier: 'standard' | 'advanced' };
  readonly 'ddos.rate-limit': NoParameters;
  readonly 'identity.mfa': {
    readonly users: 'console' | 'all';
    readonly root: boolean;
    readonly hardware: boolean;
  };
  /** The weakest policy that keeps the claim. `reusePrevention`: how many earlier passwords are refused; 0 asks for none. */
  readonly 'identity.password-policy': {
    readonly minLength: number;
    readonly uppercase: boolean;
    readonly lowercase: boolean;
    readonly numbers: boolean;
    readonly symbols: boolean;
    readonly reusePrevention: number;
  };
  readonly 'identity.least-privilege': NoParameters;
  readonly 'identity.server-keys': NoParameters;
  readonly 'audit.access-logging': NoParameters;
  readonly 'audit.immutable': NoParameters;
  readonly 'monitoring.alerts': NoParameters;
  readonly 'vulnerability.scanning': NoParameters;
  readonly 'vulnerability.patching': { readonly withinSeconds: number };
  /** ISO 3166-1 alpha-2, upper case; `EU` for any member state of the European Union. */
  readonly 'residency.country': { readonly country: string };
  readonly 'hosting.provider': { readonly provider: Provider };
  readonly 'hosting.datastore': { readonly engine: DatastoreEngine };
  readonly 'disclosure.policy': { readonly url: string | null };
  /** `fingerprint`: 40 or 64 upper-case hex digits. */
  readonly 'disclosure.pgp-key': { readonly url: string | null; readonly fingerprint: string | null };
  readonly 'document.published': { readonly url: string };
  /** `repository`: `owner/name` on GitHub; null means all of the organisation's. */
  readonly 'process.change-control': { readonly repository: string | null };
  readonly 'process.code-scanning': { readonly repository: string | null };
  readonly 'process.risk': NoParameters;
  readonly 'process.vendor': NoParameters;
  readonly 'process.people': NoParameters;
  readonly 'process.training': NoParameters;
  readonly 'process.policy': NoParameters;
  readonly 'process.incident-response': NoParameters;
  readonly 'process.security-team': NoParameters;
  readonly 'process.access-approval': NoParameters;
  readonly certification: NoParameters;
  readonly retention: NoParameters;
  readonly 'assurance.audit': NoParameters;
  readonly 'assurance.pentest': NoParameters;
  readonly 'payment.processor': NoParameters;
  readonly 'privacy.regulation': NoParameters;
  readonly 'privacy.data-use': NoParameters;
  readonly 'product.authentication': NoParameters;
  readonly 'product.authorization': NoParameters;
  readonly 'product.encryption': NoParameters;
}
