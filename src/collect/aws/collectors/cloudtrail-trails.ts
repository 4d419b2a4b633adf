import type { RegionTrails, Trail } from '../../../domain/aws.ts';
import type { Read } from '../../../domain/gap.ts';
import { known, mapRead } from '../../../domain/gap.ts';
import type { CloudTrailTrail } from '../../../parse/aws/cloudtrail.ts';
import { recordsAllManagementEvents } from '../../../parse/aws/cloudtrail.ts';
import { defineAwsCollector } from '../collector.ts';
import type { AwsPort } from '../port.ts';

const operations = ['cloudtrail:DescribeTrails', 'cloudtrail:GetTrailStatus', 'cloudtrail:GetEventSelectors'] as const;
type Port = AwsPort<(typeof operations)[number]>;

/** Trails that show in a region; status and selectors of each are read once, in its home region. */
export default defineAwsCollector({
  key: 'aws.cloudtrail.trails',
  per: 'region',
  operations,
  collect: async (aws) => {
    const { account, region } = aws;
    const item: RegionTrails = {
      id: `${account}/${region}`,
      account,
      region,
      tags: null,
      trails: await readTrails(aws),
    };
    return { items: [item], gaps: [] };
  },
});

const readTrails = async (aws: Port): Promise<Read<readonly Trail[]>> => {
  const listed = await aws.read('cloudtrail:DescribeTrails');
  if (!listed.ok) return listed;
  return known(await Promise.all(listed.value.trailList.map((trail) => readTrail(aws, trail))));
};

const readTrail = async (aws: Port, trail: CloudTrailTrail): Promise<Trail> => {
  const base: Trail = {
    arn: trail.TrailARN,
    homeRegion: trail.HomeRegion,
    multiRegion: trail.IsMultiRegionTrail,
    organization: trail.IsOrganizationTrail ?? false,
    validation: trail.LogFileValidationEnabled,
    kmsKeyId: trail.KmsKeyId,
    status: null,
    allManagementEvents: null,
  };
  if (trail.HomeRegion !== aws.region) return base;
  const [status, selectors] = await Promise.all([
    aws.read('cloudtrail:GetTrailStatus', { Name: trail.TrailARN }),
    // Without custom selectors a trail records all management events: nothing to ask.
    trail.HasCustomEventSelectors === false
      ? known(true)
      : aws
          .read('cloudtrail:GetEventSelectors', { TrailName: trail.TrailARN })
          .then((read) => mapRead(read, recordsAllManagementEvents)),
  ]);
  return {
    ...base,
    status: mapRead(status, ({ IsLogging, LatestDeliveryTime, LatestDeliveryError }) => ({
      logging: IsLogging,
      lastDelivery: LatestDeliveryTime,
      deliveryError: LatestDeliveryError === '' ? null : LatestDeliveryError,
    })),
    allManagementEvents: selectors,
  };
};
