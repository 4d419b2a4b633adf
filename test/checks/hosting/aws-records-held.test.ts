import check from '../../../checks/hosting/aws-records-held.ts';
import { known, unread } from '../../../src/domain/gap.ts';
import { denied, failedSlice, slice, testCheck } from '../../check-tester.ts';
import { hosting, inRange, says } from '../../derive/web/hosting-facts.ts';
import { apiName, distribution, dnsRecord, loadBalancer, place } from '../aws-items.ts';

const row = { kind: 'hosting.provider', with: { provider: 'aws' } } as const;
const name = 'app.example.com';
const balancerName = 'front-1.us-east-1.elb.amazonaws.com';
const addresses = (...held: readonly string[]) => ({
  'aws.public-addresses': slice({ id: 'addresses', ...place, tags: null, addresses: held }),
});
const accelerators = (...names: readonly string[]) => ({
  'aws.accelerator.names': slice({
    id: 'names',
    account: place.account,
    region: 'global',
    tags: null,
    names: known(names),
  }),
});
const records = (...changes: readonly Parameters<typeof dnsRecord>[0][]) => ({
  'aws.route53.records': slice(...changes.map((change) => dnsRecord(change))),
});
const bucket = (own: string) => ({
  id: `arn:aws:s3:::${own}`,
  ...place,
  tags: null,
  name: own,
  createdAt: null,
});
const cname = (target: string, change: Parameters<typeof dnsRecord>[0] = {}) =>
  records({ type: 'CNAME', values: [target], ...change });
const nowhere = { 'web.found.hosting': slice(hosting({ host: name, names: { v4: says(), v6: says() }, reverse: [] })) };
const somewhere = (address: string, region = 'us-east-1') => ({
  'web.found.hosting': slice(
    hosting({ host: name, names: { v4: says(address), v6: says() }, ranges: [inRange(region, ['EC2'], address)] }),
  ),
});

testCheck('aws-records-held', check, [
  {
    ...row,
    name: 'an alias to an own load balancer, internal ones included',
    given: {
      ...records({ alias: `dualstack.${balancerName}` }),
      'aws.elb.load-balancers': slice(loadBalancer({ dnsName: balancerName, internetFacing: false })),
    },
    expect: 'pass',
    reasons: ['held'],
    says: [`A record ${name} leads to load balancer dualstack.${balancerName} of the account`],
  },
  {
    ...row,
    name: 'own names of every other kind',
    given: {
      ...records(
        { name: 'a.example.com', alias: 'd1.cloudfront.net' },
        { name: 'b.example.com', alias: 'd-1.execute-api.us-east-1.amazonaws.com' },
        { name: 'c.example.com', alias: 's3-website-us-east-1.amazonaws.com' },
        { name: 'd.example.com', type: 'CNAME', values: ['d.example.com.s3-website.eu-west-1.amazonaws.com'] },
        { name: 'e.example.com', alias: 'a1.awsglobalaccelerator.com' },
        { name: 'f.example.com', values: ['75.2.0.1'] },
        { name: 'g.example.com', values: ['54.0.0.1'] },
      ),
      ...addresses('54.0.0.1'),
      ...accelerators('a1.awsglobalaccelerator.com', '75.2.0.1'),
      'aws.cloudfront.distributions': slice(distribution()),
      'aws.api-gateway.names': slice(apiName({ targets: ['d-1.execute-api.us-east-1.amazonaws.com'] })),
      'aws.s3.buckets': slice(bucket('c.example.com'), bucket('d.example.com')),
    },
    expect: 'pass',
    reasons: ['held', 'held', 'held', 'held', 'held', 'held', 'held'],
  },
  {
    ...row,
    name: 'a load balancer that nobody has, and a name that resolves no more',
    given: { ...cname(balancerName), ...addresses(), ...nowhere },
    expect: 'fail',
    reasons: ['gone'],
    says: [`leads to ${balancerName}: none of the accounts that were read has a load balancer of that name`],
  },
  {
    ...row,
    name: 'gone at another cloud',
    given: { ...cname('shop.azurewebsites.net'), ...nowhere },
    expect: 'fail',
    reasons: ['gone'],
    says: ['resource at azure'],
  },
  {
    ...row,
    name: 'a load balancer of nobody that was read, which answers all the same',
    given: { ...cname(balancerName), ...addresses(), ...somewhere('54.0.0.9') },
    expect: 'unknown',
    reasons: ['gap.inconclusive'],
    says: ['none of the accounts that were read has a load balancer of that name'],
  },
  {
    ...row,
    name: 'DNS did not answer: that is no word that it is gone',
    given: {
      ...cname(balancerName),
      ...addresses(),
      'web.found.hosting': slice(
        hosting({
          host: name,
          names: { v4: { ok: false, error: { kind: 'servfail', detail: '' } }, v6: says() },
        }),
      ),
    },
    expect: 'unknown',
  },
  {
    ...row,
    name: 'a load balancer in a region that was not read',
    given: { ...cname('x-1.elb.eu-west-1.amazonaws.com'), ...addresses() },
    expect: 'unknown',
    says: ['eu-west-1 was not read'],
  },
  {
    ...row,
    name: 'an address of AWS that nothing holds',
    given: {
      ...records({ values: ['54.0.0.9'] }),
      ...addresses('54.0.0.1'),
      ...accelerators(),
      ...somewhere('54.0.0.9'),
    },
    expect: 'fail',
    reasons: ['stray'],
    says: ['points to 54.0.0.9, an address of AWS (93.184.0.0/16, us-east-1)'],
  },
  {
    ...row,
    name: 'beside one that is held: the worse decides',
    given: {
      ...records({ values: ['54.0.0.1', '54.0.0.9'] }),
      ...addresses('54.0.0.1'),
      ...accelerators(),
      ...somewhere('54.0.0.9'),
    },
    expect: 'fail',
    reasons: ['stray'],
  },
  {
    ...row,
    name: 'an address of AWS in a region that was not read',
    given: { ...records({ values: ['54.0.0.9'] }), ...addresses(), ...somewhere('54.0.0.9', 'eu-west-1') },
    expect: 'unknown',
    says: ['eu-west-1 was not read'],
  },
  {
    ...row,
    name: 'an address that accelerators, which could not be listed, might hold',
    given: {
      ...records({ values: ['54.0.0.9'] }, { name: 'x.example.com', alias: 'a1.awsglobalaccelerator.com' }),
      ...addresses(),
      ...somewhere('54.0.0.9'),
      'aws.accelerator.names': slice({
        id: 'names',
        account: place.account,
        region: 'global',
        tags: null,
        names: unread(denied('globalaccelerator:ListAccelerators')),
      }),
    },
    expect: 'unknown',
    reasons: ['gap.inconclusive', 'gap.inconclusive'],
  },
  {
    ...row,
    name: 'an address that no range tells of, one at the edge, private ones, and names of others',
    given: {
      ...records(
        { name: 'a.example.com', values: ['203.0.113.1'] },
        { values: ['54.0.0.9'] },
        { name: 'b.example.com', values: ['10.0.0.1'] },
        { name: 'c.example.com', type: 'CNAME', values: ['pages.example.net'] },
        { name: 'd.example.com', type: 'CNAME', values: ['x.us-east-1.on.aws'] },
      ),
      ...addresses(),
      ...somewhere('54.0.0.9', 'GLOBAL'),
    },
    expect: 'notApplicable',
  },
  {
    ...row,
    name: 'load balancers could not be listed',
    given: { ...cname(balancerName), 'aws.elb.load-balancers': failedSlice() },
    expect: 'unknown',
  },
  { ...row, name: 'no records', given: {}, expect: 'notApplicable' },
]);
