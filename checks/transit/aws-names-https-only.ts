import { plainGap } from '../../src/derive/web/gaps.ts';
import { joinedProof, joinNames } from '../../src/derive/web/joined-names.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { endpoint } from '../../src/domain/finding.ts';

const fix =
  'Make the default action and every rule of the listener on port 80 redirect to HTTPS, close the port, or take the name away.';

export default defineCheck({
  title: 'The account’s public names serve nothing in plaintext',
  why: 'Names that nobody thought of are where plaintext survives; settings and answers together show who gives it.',
  decides: ['transit.https-only'],
  needs: [
    'web.http',
    'web.hosting',
    'web.found.http',
    'aws.front-doors',
    'aws.elb.listeners',
    'aws.cloudfront.distributions',
    'aws.api-gateway.names',
    'aws.route53.records',
  ],
  reasons: {
    secure: { status: 'pass', text: '{endpoint} ({told}) serves no plaintext: {because}; {settings}' },
    behind: {
      status: 'pass',
      text: '{endpoint} ({told}) serves no plaintext: {because}; yet {settings}, so what stands behind it sees to that',
    },
    plaintext: { status: 'fail', text: '{endpoint} ({told}) answers in plaintext: {because}; {settings}', fix },
    disagree: {
      status: 'fail',
      text: '{endpoint} ({told}) answers in plaintext: {because}; yet {settings}, so something else serves the name too',
      fix: 'Find out what answers at these addresses: its records lead elsewhere, or the settings were changed lately.',
    },
  },
  whenEmpty: 'AWS tells of no public name that could be looked at',
  notShown: [
    'names that a wildcard record stands for',
    'names that lead nowhere, or to private addresses only',
    'public names that the accounts do not tell of',
    'ports other than 80',
  ],
  evaluate: (given, _, say) => {
    const names = joinNames(
      {
        asked: given['web.http'],
        found: given['web.found.http'],
        hosting: given['web.hosting'],
        listeners: given['aws.elb.listeners'],
      },
      {
        doors: given['aws.front-doors'],
        distributions: given['aws.cloudfront.distributions'],
        apis: given['aws.api-gateway.names'],
        records: given['aws.route53.records'],
      },
    );
    return names.map((name) => {
      const { outside, told, settings } = name;
      const subject = endpoint(name.endpoint);
      if (outside.status === 'inconclusive')
        return say.unread(subject, plainGap(outside), { places: settings?.places ?? [] });
      const slots = {
        endpoint: name.endpoint,
        told,
        because: outside.because,
        settings: settings?.text ?? 'no load balancer, distribution or API of the account is known behind it',
      };
      const detail = {
        proof: joinedProof(name),
        measured: { plaintext: outside.code },
        places: settings?.places ?? [],
      };
      if (outside.status === 'ok')
        return say.is(subject, settings?.status === 'serves' ? 'behind' : 'secure', slots, detail);
      const denies = settings?.status === 'redirects' || settings?.status === 'closed';
      return say.is(subject, denies ? 'disagree' : 'plaintext', slots, detail);
    });
  },
});
