import { z } from 'zod';
import { instant, many, maybe, text } from './common.ts';

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Trail.html */
const trail = z.object({
  TrailARN: text,
  HomeRegion: text,
  S3BucketName: maybe(text),
  IsMultiRegionTrail: z.boolean(),
  IsOrganizationTrail: maybe(z.boolean()),
  LogFileValidationEnabled: z.boolean(),
  KmsKeyId: maybe(text),
  HasCustomEventSelectors: maybe(z.boolean()),
});

export const trails = z.object({ trailList: z.array(trail) });
export type CloudTrailTrail = z.output<typeof trail>;

export const trailStatus = z.object({
  IsLogging: z.boolean(),
  LatestDeliveryTime: maybe(instant),
  LatestDeliveryError: maybe(text),
});

const fieldSelector = z.object({
  Field: text,
  Equals: many(text),
  StartsWith: many(text),
  EndsWith: many(text),
  NotEquals: many(text),
  NotStartsWith: many(text),
  NotEndsWith: many(text),
});
type FieldSelector = z.output<typeof fieldSelector>;

export const eventSelectors = z.object({
  EventSelectors: many(
    z.object({
      ReadWriteType: maybe(text),
      IncludeManagementEvents: maybe(z.boolean()),
      ExcludeManagementEventSources: many(text),
    }),
  ),
  AdvancedEventSelectors: many(z.object({ FieldSelectors: many(fieldSelector) })),
});
export type EventSelectors = z.output<typeof eventSelectors>;

/**
 * Whether selectors record every management event, reads and writes. Selectors that leave out event sources (KMS and RDS
 * Data are the usual ones) do not. An advanced selector counts only when nothing narrows it but its category.
 */
export const recordsAllManagementEvents = ({ EventSelectors, AdvancedEventSelectors }: EventSelectors): boolean => {
  const basic = EventSelectors.some(
    ({ ReadWriteType, IncludeManagementEvents, ExcludeManagementEventSources }) =>
      (IncludeManagementEvents ?? true) &&
      (ReadWriteType ?? 'All') === 'All' &&
      ExcludeManagementEventSources.length === 0,
  );
  const advanced = AdvancedEventSelectors.map(({ FieldSelectors }) => FieldSelectors).filter(isManagement);
  const whole = advanced.some((selectors) => selectors.length === 1);
  const readOnly = (value: string): boolean =>
    advanced.some(
      (selectors) =>
        selectors.length === 2 &&
        selectors.some(({ Field, Equals }) => Field === 'readOnly' && Equals.length === 1 && Equals[0] === value),
    );
  return basic || whole || (readOnly('true') && readOnly('false'));
};

const isManagement = (selectors: readonly FieldSelector[]): boolean =>
  selectors.some(({ Field, Equals }) => Field === 'eventCategory' && Equals.includes('Management'));
