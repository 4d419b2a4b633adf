import { json } from '../answer.ts';
import type { Repair } from '../repair.ts';

export const ssmRepairs: readonly Repair[] = [
  {
    service: 'ssm',
    operation: 'DescribeInstanceInformation',
    moto: 'not implemented',
    here: 'none',
    answer: () => json({ InstanceInformationList: [] }),
  },
];
