import check from '../../../checks/residency/endpoint-regions.ts';
import type { HostingFacts } from '../../../src/domain/hosting.ts';
import { failedSlice, slice, testCheck } from '../../check-tester.ts';
import { ADDRESS, aliases, hosting, inRange, reverse, says } from '../../derive/web/hosting-facts.ts';
import { distribution } from '../aws-items.ts';

const row = { kind: 'residency.country', with: { country: 'IE' } } as const;
const OTHER = '93.184.216.35';
const rangeSource = { source: 'ip-ranges.json', date: null, published: '2026-11-20-18-07-05', sha256: '0' };
const at = (changes: Partial<HostingFacts>) => ({ 'web.hosting': slice(hosting({ rangeSource, ...changes })) });
const two = {
  names: { v4: says(ADDRESS, OTHER), v6: says() },
  reverse: [reverse(null), reverse(null, [OTHER], OTHER)],
};

testCheck('endpoint-regions', check, [
  {
    ...row,
    name: 'an address in a range of a region',
    given: at({ ranges: [inRange()] }),
    expect: 'pass',
    reasons: ['within'],
    says: ['public addresses map to eu-west-1 (IE)'],
  },
  {
    ...row,
    name: 'a region of the European Union',
    with: { country: 'EU' },
    given: at({ ...two, ranges: [inRange(), inRange('eu-central-1', ['EC2'], OTHER)] }),
    expect: 'pass',
    says: ['eu-central-1, eu-west-1 (DE, IE)'],
  },
  {
    ...row,
    name: 'an alias of AWS tells the region without any list',
    given: at({ rangeSource: null, aliases: aliases('dualstack.lb-1.eu-west-1.elb.amazonaws.com') }),
    expect: 'pass',
  },
  {
    ...row,
    name: 'a reverse name that leads back tells it, too',
    given: at({ rangeSource: null, reverse: [reverse('ec2-93-184-216-34.eu-west-1.compute.amazonaws.com')] }),
    expect: 'pass',
  },
  {
    ...row,
    name: 'one of two addresses abroad',
    given: at({ ...two, ranges: [inRange(), inRange('us-east-1', ['EC2'], OTHER)] }),
    expect: 'fail',
    reasons: ['abroad'],
    says: [`us-east-1 (US, by ${OTHER} in 93.184.0.0/16), not to IE`],
  },
  {
    ...row,
    name: 'an instance in the first region',
    given: at({ rangeSource: null, reverse: [reverse('ec2-93-184-216-34.compute-1.amazonaws.com')] }),
    expect: 'fail',
  },
  {
    ...row,
    name: 'an edge by its range',
    given: at({ ranges: [inRange('GLOBAL', ['CLOUDFRONT'])] }),
    expect: 'unknown',
    says: ['is an edge, not the origin'],
  },
  {
    ...row,
    name: 'an accelerator, which has a range in a region',
    given: at({ ranges: [inRange('us-west-2', ['GLOBALACCELERATOR'])] }),
    expect: 'unknown',
    says: ['is an edge'],
  },
  { ...row, name: 'an edge by its alias', given: at({ aliases: aliases('d1.cloudfront.net') }), expect: 'unknown' },
  {
    ...row,
    name: 'an edge of the account',
    given: {
      ...at({ aliases: aliases('d1.cloudfront.net') }),
      'aws.cloudfront.distributions': slice(distribution({ dnsName: 'd1.cloudfront.net' })),
    },
    expect: 'notApplicable',
  },
  {
    ...row,
    name: 'another provider',
    given: at({ aliases: aliases('x.azurewebsites.net') }),
    expect: 'unknown',
    says: ['x.azurewebsites.net is not of AWS'],
  },
  { ...row, name: 'in no range', given: at({}), expect: 'unknown', says: ['is in no regional range of AWS'] },
  { ...row, name: 'without a list', given: at({ rangeSource: null }), expect: 'unknown', says: ['ip-ranges update'] },
  {
    ...row,
    name: 'one of two addresses in no range',
    given: at({ ...two, ranges: [inRange()] }),
    expect: 'unknown',
    says: [`${OTHER} is in no regional range`],
  },
  {
    ...row,
    name: 'a region that is not known',
    given: at({ ranges: [inRange('eu-west-9')] }),
    expect: 'unknown',
    says: ['the country of region eu-west-9 is not known'],
  },
  {
    ...row,
    name: 'distributions were not listed',
    given: { ...at({ ranges: [inRange()] }), 'aws.cloudfront.distributions': failedSlice() },
    expect: 'unknown',
  },
  { ...row, name: 'private addresses only', given: at({ reverse: [] }), expect: 'notApplicable' },
  { ...row, name: 'no endpoints', given: {}, expect: 'notApplicable' },
]);
