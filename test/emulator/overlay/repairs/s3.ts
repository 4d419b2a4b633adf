import { errorAnswer, xml } from '../answer.ts';
import { NOT_IMPLEMENTED } from '../holes.ts';
import type { Repair } from '../repair.ts';

const bucketOf = (path: string): string => path.split('/')[1] ?? '';

export const s3Repairs: readonly Repair[] = [
  {
    service: 's3',
    operation: /^GET \/[^/?]+\/?\?policyStatus$/,
    moto: 'an object listing with status 200',
    here: 'IsPublic as seeded, NoSuchBucketPolicy where there is no policy',
    answer: (call, { bucketPolicies }) => {
      const policy = bucketPolicies[bucketOf(call.path)];
      if (policy === undefined) return errorAnswer(call, 404, 'NoSuchBucketPolicy', 'The bucket policy does not exist');
      return xml(
        `<PolicyStatus xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsPublic>${policy.isPublic}</IsPublic></PolicyStatus>`,
      );
    },
  },
  {
    service: 's3',
    operation: /^GET \/[^/?]+\/?\?(requestPayment|metrics|analytics|intelligent-tiering|metadataConfiguration|abac)$/,
    moto: 'an object listing with status 200',
    here: 'a coded error, as for every call that is not emulated',
    answer: (call) => errorAnswer(call, 501, NOT_IMPLEMENTED, `${call.operation} is not emulated`),
  },
];

export const s3ControlRepairs: readonly Repair[] = [
  {
    service: 's3',
    operation: /^GET \/v20180820\/accesspoint\/[^/]+\/policyStatus$/,
    moto: 'always public',
    here: 'not public: no access point of the seeded accounts has a policy',
    answer: () =>
      xml(
        '<GetAccessPointPolicyStatusResult><PolicyStatus><IsPublic>false</IsPublic></PolicyStatus></GetAccessPointPolicyStatusResult>',
      ),
  },
];
