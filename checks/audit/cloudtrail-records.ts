import { trailCoverage } from '../../src/derive/aws/trail-coverage.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'CloudTrail records every management event in every region',
  why: 'What no trail records cannot be found out later.',
  decides: ['audit.access-logging'],
  needs: ['aws.cloudtrail.trails'],
  reasons: {
    recorded: {
      status: 'pass',
      text: 'trail {trail} records all management events in {region}, validated and delivered',
    },
    none: {
      status: 'fail',
      text: 'no trail records what is done in {region}',
      fix: 'Make a multi-region trail with log file validation (aws cloudtrail create-trail --is-multi-region-trail).',
    },
    lacking: {
      status: 'fail',
      text: 'trail {trail}, which should record {region}, {lack}',
      fix: 'Start the trail, let it deliver, validate log files and record all management events.',
    },
  },
  whenEmpty: 'no region was read',
  notShown: [
    'access to objects and functions (data events)',
    'sessions on servers',
    'access logs of load balancers and buckets',
  ],
  evaluate: ({ 'aws.cloudtrail.trails': regions }, _, say) =>
    regions.map((at) => {
      const subject = resource('region', at);
      const { region } = at;
      const coverage = trailCoverage(
        at,
        regions.filter(({ account }) => account === at.account),
        say.now,
      );
      if (coverage.is === 'unread') return say.unread(subject, coverage.gap);
      if (coverage.is === 'none') return say.is(subject, 'none', { region });
      const trail = coverage.trail.arn;
      return coverage.is === 'recorded'
        ? say.is(subject, 'recorded', { trail, region })
        : say.is(subject, 'lacking', { trail, region, lack: coverage.lack });
    }),
});
