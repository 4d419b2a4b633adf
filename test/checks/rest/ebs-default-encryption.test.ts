import check from '../../../checks/rest/ebs-default-encryption.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { place, volume } from '../aws-items.ts';

const any = { stores: ['ebs'], algorithm: 'aes-256', key: 'any' } as const;

testCheck('ebs-default-encryption', check, [
  {
    name: 'on, volumes in use',
    kind: 'rest.encryption',
    with: any,
    given: {
      'aws.ebs.defaults': slice({ id: '1/r', ...place, tags: null, encryptionByDefault: true }),
      'aws.ebs.volumes': slice(volume()),
    },
    expect: 'pass',
    reasons: ['on'],
  },
  {
    name: 'off, volumes in use',
    kind: 'rest.encryption',
    with: any,
    given: {
      'aws.ebs.defaults': slice({ id: '1/r', ...place, tags: null, encryptionByDefault: false }),
      'aws.ebs.volumes': slice(volume()),
    },
    expect: 'fail',
    reasons: ['off'],
    says: ['us-east-1, where 1 are in use'],
  },
  {
    name: 'off, volumes in another region only',
    kind: 'rest.encryption',
    with: any,
    given: {
      'aws.ebs.defaults': slice({ id: '1/r', ...place, tags: null, encryptionByDefault: false }),
      'aws.ebs.volumes': slice(volume({ region: 'eu-west-1' })),
    },
    expect: 'notApplicable',
    reasons: ['empty'],
  },
  {
    name: 'off, volumes in another account only',
    kind: 'rest.encryption',
    with: any,
    given: {
      'aws.ebs.defaults': slice({ id: '1/r', ...place, tags: null, encryptionByDefault: false }),
      'aws.ebs.volumes': slice(volume({ account: '222222222222' })),
    },
    expect: 'notApplicable',
    reasons: ['empty'],
  },
  {
    name: 'the setting could not be read',
    kind: 'rest.encryption',
    with: any,
    given: { 'aws.ebs.defaults': failedSlice(), 'aws.ebs.volumes': slice(volume()) },
    expect: 'unknown',
  },
  {
    name: 'volumes could not be listed',
    kind: 'rest.encryption',
    with: any,
    given: {
      'aws.ebs.defaults': slice({ id: '1/r', ...place, tags: null, encryptionByDefault: false }),
      'aws.ebs.volumes': failedSlice(),
    },
    expect: 'unknown',
    reasons: ['gap.denied'],
  },
  {
    name: 'nothing there',
    kind: 'rest.encryption',
    with: any,
    given: {},
    expect: 'notApplicable',
  },
]);
