import { noArtifacts } from '../../src/domain/artifact-keys.generated.ts';
import type { Artifacts } from '../../src/domain/artifacts.ts';
import type { Bucket } from '../../src/domain/aws.ts';
import { defineCheck } from '../../src/domain/check.ts';
import type { Binding } from '../../src/domain/claim.ts';
import { resource } from '../../src/domain/finding.ts';
import type { Gap } from '../../src/domain/gap.ts';
import type { Scope, ScopedGap } from '../../src/domain/slice.ts';
import { register } from '../../src/evaluate/register.ts';

const account = '111111111111';
export const scopeOf = (region: string): Scope => ({ type: 'aws', account, region });
export const denied: Gap = { kind: 'denied', action: 's3:ListAllMyBuckets', detail: 'no' };

export const bucket = (name: string, over: Partial<Bucket> = {}): Bucket => ({
  id: `arn:aws:s3:::${name}`,
  account,
  region: 'eu-west-1',
  tags: null,
  name,
  createdAt: null,
  ...over,
});

/** Artifacts with nothing but buckets, listed account-wide. */
export const withBuckets = (buckets: readonly Bucket[], gaps: readonly ScopedGap[] = []): Artifacts => ({
  ...noArtifacts,
  'aws.s3.buckets': {
    items: buckets,
    gaps,
    scopes: [{ scope: scopeOf('global'), evidence: [`aws/${account}/global/s3/ListBuckets`] }],
  },
});

/** A check over buckets: a name decides what is said of it. */
export const byName = defineCheck({
  title: 'Buckets are named after what they are',
  why: 'So that a test can say what it wants.',
  decides: ['rest.encryption'],
  stores: ['s3'],
  needs: ['aws.s3.buckets'],
  reasons: {
    good: { status: 'pass', text: '{name} is good' },
    bad: { status: 'fail', text: '{name} is bad', fix: 'Rename it.' },
  },
  whenEmpty: 'there is no bucket',
  notShown: ['what is in the buckets'],
  evaluate: ({ 'aws.s3.buckets': buckets }, _, say) =>
    buckets.map((one) => {
      const subject = resource('s3-bucket', one);
      if (one.name.startsWith('broken')) throw new TypeError('x is undefined');
      if (one.name.startsWith('dark')) return say.unread(subject, denied);
      const good = one.name.startsWith('good');
      return say.is(
        subject,
        good ? 'good' : 'bad',
        { name: one.name },
        { measured: { name: one.name }, badness: one.name.length },
      );
    }),
});

export const registered = register('rest', 'by-name', byName);
export const context = { now: Date.UTC(2026, 10, 22), environments: {} };
export const encryption = (
  stores: Binding<'rest.encryption'>['with']['stores'] = ['s3'],
): Binding<'rest.encryption'> => ({
  kind: 'rest.encryption',
  with: { stores, algorithm: 'aes-256', key: 'any' },
});
