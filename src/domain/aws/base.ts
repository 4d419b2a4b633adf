/** Where an AWS resource lives. `region` is `global` for account-wide services. */
export interface AwsPlace {
  readonly account: string;
  readonly region: string;
}

export type Tags = Readonly<Record<string, string>>;

/** A resource as every AWS artifact item carries it. `id` is the ARN where one exists. */
export interface AwsResource extends AwsPlace {
  readonly id: string;
  /** null when the listing brings no tags. */
  readonly tags: Tags | null;
}

/** An instant in milliseconds since the epoch, UTC. */
export type Instant = number;

/** Who controls a key: AWS itself, AWS on the account's behalf, or the customer. */
export type KeyCustody = 'aws-owned' | 'aws-managed' | 'customer';
