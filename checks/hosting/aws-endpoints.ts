import { isOneOf, judgeHosting, rangeProof } from '../../src/derive/web/hosting.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { endpoint } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Endpoints are on AWS, at best on what the account itself holds',
  why: 'A public name proves AWS hosting when it leads to a load balancer, distribution, API or address that the account itself lists.',
  decides: ['hosting.provider'],
  needs: [
    'web.hosting',
    'aws.front-doors',
    'aws.cloudfront.distributions',
    'aws.api-gateway.names',
    'aws.accelerator.names',
    'aws.public-addresses',
  ],
  reasons: {
    own: { status: 'pass', text: '{endpoint} is {name}, which the account holds' },
    there: {
      status: 'pass',
      text: '{endpoint} is {name}, which belongs to AWS, though it is not one of the names and addresses that the account holds',
    },
    elsewhere: {
      status: 'fail',
      text: '{endpoint} is {name}, which belongs to {provider} and not to AWS',
      fix: 'Correct the claim, or move the endpoint to AWS.',
    },
  },
  whenEmpty: 'no public endpoint is in scope',
  notShown: ['what runs behind the public endpoints', 'the country of the servers'],
  when: ({ provider }) => provider === 'aws',
  evaluate: (given, _, say) => {
    const doors = [...given['aws.front-doors'], ...given['aws.cloudfront.distributions']];
    const own = [
      ...doors.flatMap(({ dnsName, kind, name }) => [dnsName, kind === 'elastic-ip' ? name : null]),
      ...given['aws.api-gateway.names'].flatMap(({ host, targets }) => [host, ...targets]),
      ...given['aws.accelerator.names'].flatMap(({ names }) => (names.ok ? names.value : [])),
      ...given['aws.public-addresses'].flatMap(({ addresses }) => addresses),
    ].filter((text) => text !== null);
    return given['web.hosting'].map((facts) => {
      const subject = endpoint(facts.endpoint);
      const door = isOneOf(facts, own);
      const proof = rangeProof(facts);
      const shown = proof === undefined ? {} : { proof };
      const detail = { ...shown, measured: { provider: 'aws' } };
      if (door !== null) return say.is(subject, 'own', { endpoint: facts.endpoint, name: door }, detail);
      const verdict = judgeHosting(facts, 'aws');
      if (verdict.status === 'open') return say.unread(subject, { kind: 'inconclusive', detail: verdict.because });
      const { name, found } = verdict.sign;
      return verdict.status === 'there'
        ? say.is(subject, 'there', { endpoint: facts.endpoint, name }, detail)
        : say.is(
            subject,
            'elsewhere',
            { endpoint: facts.endpoint, name, provider: found.provider },
            { ...shown, measured: { provider: found.provider } },
          );
    });
  },
});
