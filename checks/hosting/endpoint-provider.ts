import { judgeHosting, rangeProof } from '../../src/derive/web/hosting.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { endpoint } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Endpoints are on the claimed provider’s network',
  why: 'Aliases and reverse names inside a provider’s own domain, and its address ranges, can only be given by the provider.',
  decides: ['hosting.provider'],
  needs: ['web.hosting'],
  reasons: {
    there: { status: 'pass', text: '{endpoint} is {name}, which belongs to {provider}' },
    elsewhere: {
      status: 'fail',
      text: '{endpoint} is {name}, which belongs to {provider} and not to {claimed}',
      fix: 'Correct the claim, or move the endpoint to the claimed provider.',
    },
  },
  whenEmpty: 'no public endpoint is in scope',
  notShown: ['what runs behind the public endpoints', 'the country of the servers'],
  // For AWS the account itself is asked too.
  when: ({ provider }) => provider !== 'aws' && provider !== 'other',
  evaluate: ({ 'web.hosting': sites }, { provider: claimed }, say) =>
    sites.map((facts) => {
      const subject = endpoint(facts.endpoint);
      const verdict = judgeHosting(facts, claimed);
      if (verdict.status === 'open') return say.unread(subject, { kind: 'inconclusive', detail: verdict.because });
      const { name, found } = verdict.sign;
      const slots = { endpoint: facts.endpoint, name, provider: found.provider };
      const proof = rangeProof(facts);
      const detail = { ...(proof === undefined ? {} : { proof }), measured: { provider: found.provider } };
      return verdict.status === 'there'
        ? say.is(subject, 'there', slots, detail)
        : say.is(subject, 'elsewhere', { ...slots, claimed }, detail);
    }),
});
