import { holdingsIndex, judgeRecord } from '../../src/derive/aws/held-records.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

const fix = 'Delete the record, or name the account that holds what it leads to in scope.aws.accounts.';

export default defineCheck({
  title: 'Records lead to what the accounts hold',
  why: 'A record that outlives what it leads to lets whoever gets that name or address next answer under the company’s name.',
  decides: ['hosting.provider'],
  needs: [
    'web.hosting',
    'web.found.hosting',
    'aws.route53.records',
    'aws.elb.load-balancers',
    'aws.cloudfront.distributions',
    'aws.api-gateway.names',
    'aws.s3.buckets',
    'aws.public-addresses',
    'aws.accelerator.names',
  ],
  reasons: {
    held: { status: 'pass', text: '{type} record {name} leads to {what} of the account' },
    gone: {
      status: 'fail',
      text: '{type} record {name} leads to {target}: none of the accounts that were read has a {what} of that name, and the name resolves to no address',
      fix,
    },
    stray: {
      status: 'fail',
      text: '{type} record {name} points to {address}, an address of AWS ({prefix}, {region}) that nothing in the accounts that were read holds',
      fix,
    },
  },
  whenEmpty: 'no record of a public zone leads to a resource of AWS',
  notShown: [
    'records in zones that are not in Route 53',
    'records that lead to services which are not listed, such as Amplify, App Runner or function URLs',
    'addresses of which no published range tells that they are of AWS',
  ],
  when: ({ provider }) => provider === 'aws',
  evaluate: (given, _, say) => {
    const index = holdingsIndex({
      balancers: given['aws.elb.load-balancers'],
      distributions: given['aws.cloudfront.distributions'],
      apis: given['aws.api-gateway.names'],
      buckets: given['aws.s3.buckets'],
      addresses: given['aws.public-addresses'],
      accelerators: given['aws.accelerator.names'],
    });
    const sites = [...given['web.hosting'], ...given['web.found.hosting']];
    return given['aws.route53.records'].flatMap((record) => {
      const outside = sites.find(({ host }) => host === record.name) ?? null;
      const verdict = judgeRecord(record, index, outside);
      const subject = resource('dns-record', record);
      const { name, type } = record;
      if (verdict === null) return [];
      const { is } = verdict;
      if (is === 'open') return [say.unread(subject, { kind: 'inconclusive', detail: verdict.because })];
      if (is === 'held') return [say.is(subject, is, { type, name, what: verdict.what })];
      if (is === 'gone') return [say.is(subject, is, { type, name, what: verdict.what, target: verdict.target })];
      const { address, prefix, region } = verdict;
      return [say.is(subject, is, { type, name, address, prefix, region })];
    });
  },
});
