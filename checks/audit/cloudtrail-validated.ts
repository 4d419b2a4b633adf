import { distinctTrails } from '../../src/derive/aws/trails.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Every trail validates its log files',
  why: 'Without digests nobody can show afterwards that no log file was changed or taken away.',
  decides: ['audit.immutable'],
  needs: ['aws.cloudtrail.trails'],
  reasons: {
    validated: { status: 'pass', text: 'trail {trail} signs digests of its log files' },
    unvalidated: {
      status: 'fail',
      text: 'trail {trail} does not validate its log files',
      fix: 'aws cloudtrail update-trail --name <trail> --enable-log-file-validation',
    },
  },
  whenEmpty: 'there is no trail',
  notShown: ['whether anybody ever validates the files (aws cloudtrail validate-logs)', 'logs other than CloudTrail'],
  evaluate: ({ 'aws.cloudtrail.trails': regions }, _, say) => [
    ...regions.flatMap((at) => (at.trails.ok ? [] : [say.unread(resource('region', at), at.trails.gap)])),
    ...distinctTrails(regions).map(({ arn, homeRegion: region, account, validation }) => {
      const subject = resource('trail', { id: arn, account, region });
      return say.is(subject, validation ? 'validated' : 'unvalidated', { trail: arn });
    }),
  ],
});
