import type { KindParameters } from './parameters.ts';

export type {
  DatastoreEngine,
  EdgeKind,
  HygieneRule,
  InternalFlow,
  KindParameters,
  NoParameters,
  Place,
  PortRange,
  Provider,
  RedundantPart,
  Store,
  TlsGrade,
} from './parameters.ts';

/** How much a claim weighs in the overall score, and how it is sorted. */
export type Severity = 'critical' | 'high' | 'medium' | 'low';

export type Kind = keyof KindParameters;

/**
 * What may decide a claim of a kind.
 * - `checks`: machines alone; a document may decorate the claim and changes nothing.
 * - `document`: a document alone; such a claim never counts as machine-verified.
 * - `checks-or-document`: a valid document may stand in for checks that could not decide.
 * - `checks-and-document`: checks are necessary but do not suffice; without a valid document the claim is unverified.
 */
export type DecidedBy = 'checks' | 'document' | 'checks-or-document' | 'checks-and-document';

export interface KindInfo {
  readonly title: string;
  /** What must be so for a claim of this kind to hold. */
  readonly means: string;
  /** Weight of a claim whose file sets none. */
  readonly severity: Severity;
  readonly decidedBy: DecidedBy;
}

const machine = (severity: Severity, title: string, means: string): KindInfo => ({
  title,
  means,
  severity,
  decidedBy: 'checks',
});

const attested = (severity: Severity, title: string, means: string): KindInfo => ({
  title,
  means,
  severity,
  decidedBy: 'document',
});

/** The controlled vocabulary: what each kind says, how much it weighs and what may decide it. */
export const kinds: { readonly [K in Kind]: KindInfo } = {
  'network.isolation': machine(
    'critical',
    'Isolated from the internet',
    'nothing in scope but the named kinds of front door can be reached from the internet',
  ),
  'network.separate-vpcs': machine(
    'high',
    'Environments in separate VPCs',
    'environments share no VPC (placement), no route leads between them (routing), no packet can pass (effective)',
  ),
  'network.firewall': machine(
    'high',
    'Data stores behind a firewall',
    'data stores accept connections from named internal sources only',
  ),
  'network.least-ports': machine(
    'high',
    'Only required ports open',
    'the ports that are effectively open are within the declared list',
  ),
  'network.admin-access': machine(
    'critical',
    'Administration ports closed to strangers',
    'no path leads to administration ports but from the named sources',
  ),
  'network.hygiene': machine(
    'medium',
    'Networks kept by best practice',
    "the named habits of AWS's best practices hold: default groups, public addresses, instance metadata, endpoints, flow logs",
  ),
  'transit.encryption': machine(
    'high',
    'Encrypted in transit',
    'the weakest cipher that can be negotiated has the claimed strength, no listener speaks plaintext, stores demand TLS',
  ),
  'transit.https-only': machine('high', 'HTTPS only', 'no plaintext service answers, or it redirects to HTTPS at once'),
  'transit.tls-grade': machine(
    'medium',
    'TLS grade',
    'every address of every endpoint gets at least the claimed grade by the SSL Labs rating guide',
  ),
  'transit.hsts': machine(
    'medium',
    'HSTS',
    'browsers read a valid Strict-Transport-Security policy of at least the claimed age',
  ),
  'transit.hsts-preload': machine(
    'medium',
    'HSTS preload',
    "browsers' preload list holds the name, and its header still meets the list's rules",
  ),
  'transit.secure-cookies': machine('medium', 'Secure cookies', 'every cookie is set with the Secure attribute'),
  'rest.encryption': machine(
    'high',
    'Encrypted at rest',
    'every store of the named kinds, its replicas and its copies are encrypted',
  ),
  'storage.private': machine(
    'critical',
    'No public storage',
    "no store can be read or written by the public or by a stranger's account",
  ),
  'storage.logs': machine(
    'medium',
    'Logs kept in the account',
    'logs go to S3, EBS or CloudWatch in the account, encrypted and not public',
  ),
  'backup.automated': machine('high', 'Automated backups', 'every store is backed up without a person doing it'),
  'backup.frequency': machine(
    'high',
    'Backup frequency',
    'the longest gap between recovery points that exist is no longer than claimed, for every store',
  ),
  'backup.encrypted': machine('high', 'Encrypted backups', 'every snapshot, recovery point and vault is encrypted'),
  'backup.multi-region': machine(
    'medium',
    'Backups in several regions',
    'recovery points of every store exist in the claimed number of regions',
  ),
  'backup.offsite': machine(
    'medium',
    'Backup at another provider',
    "the other provider's bucket holds an encrypted, private copy of the last backup",
  ),
  'backup.restore': {
    title: 'Restore in time',
    means: 'a restore has been carried out lately, within the claimed time: by a restore test or a documented drill',
    severity: 'high',
    decidedBy: 'checks-or-document',
  },
  'availability.redundancy': machine(
    'medium',
    'Redundant across zones',
    'load balancers, groups and databases run in the claimed number of zones',
  ),
  'availability.failover': {
    title: 'Failover to another region',
    means:
      'replicas or backups exist in a second region, and a drill has shown that an environment can be run from them',
    severity: 'medium',
    decidedBy: 'checks-and-document',
  },
  'ddos.shield': machine(
    'medium',
    'AWS Shield',
    'every public front door is covered by the claimed tier of AWS Shield',
  ),
  'ddos.rate-limit': machine('medium', 'Rate limiting', 'every public front door limits the rate of requests'),
  'identity.mfa': machine('critical', 'Multi-factor authentication', 'root and the claimed users have a second factor'),
  'identity.password-policy': machine(
    'medium',
    'Strong password policy',
    "the account's password policy is at least as strict as claimed",
  ),
  'identity.least-privilege': machine(
    'high',
    'Least privilege',
    'no administrator rights beyond need, no resource open to strangers, no unused credentials',
  ),
  'identity.server-keys': machine('medium', 'A key per server', 'no two instances share a key pair'),
  'audit.access-logging': machine(
    'high',
    'Access is logged',
    'trails in all regions with validation, flow logs and session logs record all access',
  ),
  'audit.immutable': machine('high', 'Logs cannot be altered', 'validation, locks and rights keep logs from change'),
  'monitoring.alerts': machine(
    'medium',
    'Alerts on security events',
    'detectors and alarms are on everywhere and reach a live receiver',
  ),
  'vulnerability.scanning': machine('medium', 'Vulnerability scanning', 'systems and images are scanned all the time'),
  'vulnerability.patching': machine(
    'high',
    'Security patches',
    'systems, engines and runtimes are patched within the claimed time and none is past its support',
  ),
  'residency.country': machine(
    'high',
    'Data residency',
    'every resource, replica, backup copy and bucket is in the claimed country',
  ),
  'hosting.provider': machine(
    'low',
    'Hosting provider',
    "public names lead to the claimed provider, and to the account's own resources where it is read",
  ),
  'hosting.datastore': machine(
    'low',
    'Managed data store',
    'databases are of the claimed service and none is run by hand on instances',
  ),
  'disclosure.policy': machine(
    'low',
    'Vulnerability disclosure',
    'a valid, unexpired security.txt (RFC 9116) is served',
  ),
  'disclosure.pgp-key': machine(
    'low',
    'PGP key',
    'the published key can be fetched and read, is neither expired nor revoked, and has the claimed fingerprint',
  ),
  'document.published': machine('low', 'Published document', 'the address answers over HTTPS with real content'),
  'process.change-control': machine(
    'medium',
    'Change control',
    'the default branch takes reviewed changes with passing checks only',
  ),
  'process.code-scanning': machine('medium', 'Code scanning', 'static analysis runs on the default branch'),
  'process.risk': attested('low', 'Risk assessment', 'risk is assessed by the named method'),
  'process.vendor': attested('low', 'Vendor reviews', 'subcontractors are reviewed as often as claimed'),
  'process.people': attested('low', 'Background checks', 'staff are checked before they are trusted'),
  'process.training': attested('low', 'Security training', 'staff are trained as often as claimed'),
  'process.policy': attested('low', 'Security policies', 'policies are written, reviewed and in force'),
  'process.incident-response': attested('low', 'Incident response', 'incidents are handled by a written procedure'),
  'process.security-team': attested('low', 'Security team', 'named people are in charge of security'),
  'process.access-approval': attested('medium', 'Approved access', 'access to customer data is approved case by case'),
  certification: attested('medium', 'Certification', 'an accredited body has issued a certificate that is still valid'),
  retention: attested('medium', 'Retention and deletion', 'data is kept and deleted as claimed'),
  'assurance.audit': attested('medium', 'Third-party audit', 'an independent auditor reports as often as claimed'),
  'assurance.pentest': attested('medium', 'Penetration tests', 'an independent team tests as often as claimed'),
  'payment.processor': attested('medium', 'Payment processor', 'a certified processor handles cards; none are stored'),
  'privacy.regulation': attested('medium', 'Privacy regulation', 'the named regulation is complied with'),
  'privacy.data-use': attested(
    'medium',
    'Use of personal data',
    'personal data is used, shared and sold only as claimed',
  ),
  'product.authentication': attested('medium', 'Sign-in to the product', 'users sign in to the product as claimed'),
  'product.authorization': attested(
    'medium',
    'Rights in the product',
    'users can do in the product only what they may',
  ),
  'product.encryption': attested('medium', 'Encryption in the product', 'the product encrypts the named data itself'),
};
