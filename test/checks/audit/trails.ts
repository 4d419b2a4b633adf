import type { RegionTrails, Trail } from '../../../src/domain/aws.ts';
import { read } from '../../check-tester.ts';
import { ago, hour, place } from '../aws-items.ts';

/** Trails as an orderly account has them; a row changes what it is about. */

export const status = { logging: true, lastDelivery: ago(hour), deliveryError: null };
export const trail = (change: Partial<Trail> = {}): Trail => ({
  arn: 'arn:aws:cloudtrail:us-east-1:111111111111:trail/audit',
  homeRegion: 'us-east-1',
  multiRegion: true,
  organization: false,
  validation: true,
  kmsKeyId: null,
  status: read(status),
  allManagementEvents: read(true),
  ...change,
});
export const region = (name: string, ...trails: readonly Trail[]): RegionTrails => ({
  id: `1/${name}`,
  ...place,
  region: name,
  tags: null,
  trails: read(trails),
});
