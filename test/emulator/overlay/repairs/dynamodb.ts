import type { Repair } from '../repair.ts';

const FIVE_MINUTES_S = 300;

export const dynamodbRepairs: readonly Repair[] = [
  {
    service: 'dynamodb',
    operation: 'DescribeContinuousBackups',
    moto: 'LatestRestorableDateTime stays at the moment of enabling',
    here: 'five minutes before now, where point-in-time recovery is enabled',
    patch: (body, _call, _facts, clock) =>
      body.replace(
        /("LatestRestorableDateTime":\s*)[\d.eE+-]+/,
        (_whole, name: string) => `${name}${clock / 1000 - FIVE_MINUTES_S}`,
      ),
  },
];
