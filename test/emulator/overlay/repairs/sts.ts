import type { Repair } from '../repair.ts';

export const stsRepairs: readonly Repair[] = [
  {
    service: 'sts',
    operation: 'AssumeRole',
    moto: 'credentials end by the clock of the emulator, which may be set back',
    here: 'credentials that do not end during a test',
    patch: (body) => body.replace(/<Expiration>[^<]*</, '<Expiration>2099-01-01T00:00:00Z<'),
  },
];
