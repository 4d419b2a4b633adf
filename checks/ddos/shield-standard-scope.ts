import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Public front doors stand where AWS applies Shield Standard',
  why: 'Shield Standard comes with every AWS account, without enrolment; it covers what AWS runs at the edge.',
  decides: ['ddos.shield'],
  needs: ['aws.front-doors', 'aws.cloudfront.distributions'],
  reasons: {
    standard: {
      status: 'pass',
      text: '{kind} {name} has Shield Standard, which AWS applies by itself: network and transport layer (3 and 4) only',
    },
  },
  whenEmpty: 'there is no public front door',
  notShown: [
    'Shield Standard has no API and is nothing that a customer turns on: no one can show more than its scope',
    'attacks on the application layer (7) are not stopped by Shield Standard',
    'hosted zones and global accelerators are not read',
  ],
  when: ({ tier }) => tier === 'standard',
  evaluate: ({ 'aws.front-doors': doors, 'aws.cloudfront.distributions': distributions }, _, say) =>
    [...doors, ...distributions].map((door) =>
      say.is(
        resource(door.kind, door),
        'standard',
        { kind: door.kind.replaceAll('-', ' '), name: door.name },
        { measured: { tier: 'standard' } },
      ),
    ),
});
