/**
 * What must not compile. `tsc` is the test: an `@ts-expect-error` above a line that compiles is itself an error.
 * Nothing here runs.
 */
import { defineAwsCollector } from '../../src/collect/aws/collector.ts';
import type { AwsPort } from '../../src/collect/aws/port.ts';
import { collectors } from '../../src/collect/collectors.generated.ts';
import type { Collectors } from '../../src/collect/collectors.ts';
import type { DbInstance } from '../../src/domain/aws.ts';
import { defineCheck } from '../../src/domain/check.ts';
import type { Claim } from '../../src/domain/claim.ts';
import { resource } from '../../src/domain/finding.ts';
import type { Gap, Read } from '../../src/domain/gap.ts';

const declared = {
  title: 'Instances are encrypted',
  why: 'Because the page says so.',
  decides: ['rest.encryption'],
  stores: ['rds'],
  needs: ['aws.rds.instances'],
  reasons: {
    encrypted: { status: 'pass', text: '{name} is encrypted' },
    plain: { status: 'fail', text: '{name} is not encrypted', fix: 'Encrypt it.' },
    bare: { status: 'pass', text: 'nothing to fill in' },
  },
  whenEmpty: 'there is nothing',
} as const;

const subjectOf = (instance: DbInstance) => resource('rds-instance', instance);

defineCheck({
  ...declared,
  evaluate: ({ 'aws.rds.instances': instances }, { key }, say) => [
    ...instances.map((instance) => say.is(subjectOf(instance), 'encrypted', { name: `${instance.id} ${key}` })),
    ...instances.map((instance) => say.is(subjectOf(instance), 'bare')),
  ],
});

export const undeclaredArtifact = defineCheck({
  ...declared,
  // @ts-expect-error: the check does not need clusters, so it gets none
  evaluate: ({ 'aws.rds.clusters': clusters }) => clusters,
});

export const unknownArtifact = defineCheck({
  ...declared,
  // @ts-expect-error: there is no such artifact
  needs: ['aws.rds.instance'],
  evaluate: () => [],
});

export const undeclaredReason = defineCheck({
  ...declared,
  evaluate: ({ 'aws.rds.instances': instances }, _, say) =>
    // @ts-expect-error: no such reason is declared
    instances.map((instance) => say.is(subjectOf(instance), 'encripted', { name: instance.id })),
});

export const missingSlot = defineCheck({
  ...declared,
  evaluate: ({ 'aws.rds.instances': instances }, _, say) =>
    // @ts-expect-error: the sentence has a slot `name`
    instances.map((instance) => say.is(subjectOf(instance), 'plain')),
});

export const otherSlot = defineCheck({
  ...declared,
  evaluate: ({ 'aws.rds.instances': instances }, _, say) =>
    // @ts-expect-error: the slot is called `name`
    instances.map((instance) => say.is(subjectOf(instance), 'plain', { nam: instance.id })),
});

export const unspeakable = defineCheck({
  ...declared,
  evaluate: ({ 'aws.rds.instances': instances }, _, say) => {
    // @ts-expect-error: only the runner says that a check does not apply
    say.notApplicable;
    // @ts-expect-error: without a gap there is nothing unknown
    return instances.map((instance) => say.unread(subjectOf(instance)));
  },
});

export const otherParameters = defineCheck({
  ...declared,
  // @ts-expect-error: `grade` is a parameter of another kind
  evaluate: (_, { grade }) => grade,
});

export const unknownKind = defineCheck({
  ...declared,
  // @ts-expect-error: there is no such kind
  decides: ['rest.encrypted'],
  evaluate: () => [],
});

export const failureWithoutFix = defineCheck({
  ...declared,
  reasons: {
    // @ts-expect-error: whoever says that something is wrong says what to do
    plain: { status: 'fail', text: 'not encrypted' },
  },
  evaluate: () => [],
});

export const ruleless = defineCheck({
  ...declared,
  // @ts-expect-error: the status of a reason is pass or fail
  reasons: { dunno: { status: 'unknown', text: 'who knows' } },
  evaluate: () => [],
});

export const unasked = (read: Read<number>): number => {
  // @ts-expect-error: whether it was read must be asked first
  const early = read.value;
  return read.ok ? read.value : early;
};

// @ts-expect-error: a denial names the action that is missing
export const deniedWithoutAction: Gap = { kind: 'denied', detail: 'no' };

export const undeclaredOperation = defineAwsCollector({
  key: 'aws.ebs.volumes',
  per: 'region',
  operations: ['ec2:DescribeSnapshots'],
  collect: async (aws) => {
    // @ts-expect-error: the operation is not declared, so the printed policy would not allow it
    await aws.read('ec2:DescribeVolumes');
    return { items: [], gaps: [] };
  },
});

export const unparsedField = (aws: AwsPort<'rds:DescribeDBInstances'>) =>
  // @ts-expect-error: MasterUsername is no part of the parsed answer
  aws.list('rds:DescribeDBInstances', (page) => page.DBInstances.map((one) => one.MasterUsername));

export const otherItems = defineAwsCollector({
  key: 'aws.rds.instances',
  per: 'region',
  operations: ['rds:DescribeDBInstances'],
  // @ts-expect-error: these are no items of this artifact
  collect: async () => ({ items: [{ id: 'x' }], gaps: [] }),
});

const { 'aws.rds.instances': _left, ...fewer } = collectors;
// @ts-expect-error: an artifact without a collector
export const incomplete: Collectors = fewer;

export const parametersByKind = (claim: Claim): number => {
  // @ts-expect-error: which parameters there are depends on the kind
  const age = claim.with.maxAgeSeconds;
  return claim.kind === 'transit.hsts' ? claim.with.maxAgeSeconds : age;
};
