import { networkFrom, standingOf } from '../../src/derive/net/standing.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Function URLs answer no strangers',
  why: 'A function URL is a front door in front of nothing but the function: no firewall, no load balancer and no claim has it in sight.',
  decides: ['network.isolation'],
  needs: ['aws.lambda.urls', 'aws.network', 'aws.network.doors'],
  reasons: {
    refused: {
      status: 'pass',
      text: 'function URL {name}: AWS refuses whoever the account has not named before the function is asked',
    },
    open: {
      status: 'fail',
      text: 'function URL {name} answers strangers: {path}',
      fix: 'Set AuthType AWS_IAM and take everybody out of the policy of the function, or put the function behind a declared front door.',
    },
  },
  whenEmpty: 'no function of the accounts that were read has a URL of its own',
  notShown: ['who of the account may call the function by its rights in IAM'],
  evaluate: ({ 'aws.lambda.urls': urls, 'aws.network': regions, 'aws.network.doors': doors }, _, say) => {
    const network = networkFrom(regions, doors);
    return urls.map((endpoint) => {
      const subject = resource(endpoint.type, endpoint);
      const standing = standingOf(network, { kind: 'endpoint', endpoint });
      if (standing.verdict === 'unknown') return say.unread(subject, standing.gap);
      const { name } = endpoint;
      const { proof } = standing;
      if (standing.verdict === 'blocked') return say.is(subject, 'refused', { name }, { proof });
      const { path, ports } = standing;
      return say.is(subject, 'open', { name, path }, { proof, measured: { ports } });
    });
  },
});
