import { hostedZones, recordSets } from '../../../parse/aws/names.ts';
import { defineOperation } from '../operation.ts';

/** The names of an account's DNS zones. */
export const names = {
  'route-53:ListHostedZones': defineOperation({
    action: 'route53:ListHostedZones',
    output: hostedZones,
    paging: { out: 'NextMarker', in: 'Marker', size: { MaxItems: 100 } },
    global: true,
  }),
  // Its next page is named by three fields; the collector follows them.
  'route-53:ListResourceRecordSets': defineOperation({
    action: 'route53:ListResourceRecordSets',
    output: recordSets,
    global: true,
  }),
};
