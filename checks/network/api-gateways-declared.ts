import { networkFrom, standingOf } from '../../src/derive/net/standing.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'API gateways face the internet only where the claim allows for it',
  why: 'An API that faces the internet is a declared edge or a hole in the isolation, never neither.',
  decides: ['network.isolation'],
  needs: ['aws.api-gateway.apis', 'aws.network', 'aws.network.doors'],
  reasons: {
    closed: { status: 'pass', text: 'API {name}: {why}' },
    declared: { status: 'pass', text: 'API {name} may face the internet, as the claim allows' },
    undeclared: {
      status: 'fail',
      text: 'API {name} faces the internet, which the claim does not allow: {path}',
      fix: 'Make it a private API, or name api-gateway among the edges of the claim.',
    },
  },
  whenEmpty: 'there is no API of API Gateway in the accounts that were read',
  notShown: ['what its methods ask of a caller: authorizers, API keys, IAM', 'whether a stage is deployed'],
  evaluate: ({ 'aws.api-gateway.apis': apis, 'aws.network': regions, 'aws.network.doors': doors }, { edges }, say) => {
    const network = networkFrom(regions, doors);
    return apis.map((endpoint) => {
      const subject = resource(endpoint.type, endpoint);
      const { name } = endpoint;
      const standing = standingOf(network, { kind: 'endpoint', endpoint });
      if (standing.verdict === 'blocked')
        return say.is(subject, 'closed', { name, why: standing.why }, { proof: standing.proof });
      if (edges.includes('api-gateway')) return say.is(subject, 'declared', { name });
      if (standing.verdict === 'unknown') return say.unread(subject, standing.gap);
      const { path, ports, proof } = standing;
      return say.is(subject, 'undeclared', { name, path }, { proof, measured: { ports } });
    });
  },
});
