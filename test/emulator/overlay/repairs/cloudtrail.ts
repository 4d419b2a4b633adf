import type { Repair } from '../repair.ts';

/** What a trail records when nobody has chosen: every management event. */
const DEFAULT_SELECTOR = JSON.stringify([
  { ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [], ExcludeManagementEventSources: [] },
]);

export const cloudtrailRepairs: readonly Repair[] = [
  {
    service: 'cloudtrail',
    operation: 'GetEventSelectors',
    moto: 'no selector where none was set',
    here: 'the default selector of AWS',
    patch: (body) => body.replace(/"EventSelectors":\s*\[\s*\]/, `"EventSelectors": ${DEFAULT_SELECTOR}`),
  },
];
