import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'CloudFront speaks to its origins over TLS',
  why: 'What a viewer sends over HTTPS to an edge goes on over the internet in plaintext where the origin is asked over HTTP.',
  decides: ['transit.encryption'],
  needs: ['aws.cloudfront.distributions'],
  reasons: {
    encrypted: { status: 'pass', text: 'distribution {name} asks its {count} origins over HTTPS only' },
    plain: {
      status: 'fail',
      text: 'distribution {name} asks origin {origin} ({domain}) over HTTP: {why}',
      fix: 'Set OriginProtocolPolicy to https-only; put an S3 bucket behind origin access control instead of its website endpoint.',
    },
  },
  whenEmpty: 'there is no enabled distribution',
  notShown: ['traffic between CloudFront and origins in a VPC, which does not leave the network of AWS'],
  when: ({ traffic }) => traffic !== 'internal',
  evaluate: ({ 'aws.cloudfront.distributions': distributions }, _, say) =>
    distributions.flatMap((distribution) => {
      const { name, origins, behaviors } = distribution;
      const subject = resource('distribution', distribution);
      const untold = (what: string) =>
        say.unread(subject, { kind: 'inconclusive', detail: `${what} of distribution ${name} is not told` });
      if (origins === null) return [untold('how the origins')];
      // An S3 origin, and one that matches the viewer, is asked over HTTP where a viewer may come over HTTP.
      const follows = behaviors === null || behaviors.some(({ policy }) => policy === 'allow-all' || policy === null);
      const judged = origins
        .filter(({ kind }) => kind !== 'vpc')
        .map((origin) => ({ origin, policy: origin.kind === 's3' ? 'match-viewer' : origin.protocolPolicy }));
      const plain = judged
        .toSorted((a, b) => (a.origin.id < b.origin.id ? -1 : 1))
        .find(({ policy }) => policy === 'http-only' || (policy === 'match-viewer' && allowsPlain(behaviors)));
      if (plain) {
        const { id: origin, domain } = plain.origin;
        const why =
          plain.policy === 'http-only' ? 'its policy is http-only' : 'it matches viewers, who may come over HTTP';
        return [say.is(subject, 'plain', { name, origin, domain, why })];
      }
      if (judged.some(({ policy }) => policy === null || (policy === 'match-viewer' && follows)))
        return [untold('how each origin')];
      return [say.is(subject, 'encrypted', { name, count: origins.length })];
    }),
});

const allowsPlain = (behaviors: readonly { readonly policy: string | null }[] | null): boolean =>
  behaviors?.some(({ policy }) => policy === 'allow-all') ?? false;
