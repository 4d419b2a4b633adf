import { judgePreload } from '../../src/derive/web/preload.ts';
import { checkPreloadEligibility } from '../../src/derive/web/preload-eligibility.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { endpoint, type Proof } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Browsers ship with the host on their HTTPS-only list',
  why: 'Only a host on the preload list is never asked in plaintext, not even the first time; the header alone cannot do that.',
  decides: ['transit.hsts-preload'],
  needs: ['web.http'],
  reasons: {
    listed: { status: 'pass', text: '{host} is preloaded: {because}' },
    'at-risk': { status: 'pass', text: '{host} is preloaded today, but at risk: {because}' },
    'not-listed': {
      status: 'fail',
      text: '{host} is not preloaded: {because}; {eligibility}',
      fix: 'Meet the rules of hstspreload.org on the registrable domain, then submit it there.',
    },
  },
  whenEmpty: 'no public endpoint is in scope',
  notShown: ['API clients, curl and SDKs do not use the list; it protects visitors with a browser that ships it'],
  evaluate: ({ 'web.http': sites }, _, say) =>
    sites.map((facts) => {
      const subject = endpoint(facts.endpoint);
      const { host } = facts;
      const { verdict, because, state, coveredBy, listDate, service } = judgePreload(facts, { now: say.now });
      if (verdict === 'inconclusive') return say.unread(subject, { kind: 'inconclusive', detail: because });
      const proof: Proof = {
        type: 'facts',
        text: 'the list that was looked up',
        facts: {
          source: facts.preload?.source ?? null,
          sha256: facts.preload?.sha256 ?? null,
          date: listDate,
          entry: coveredBy,
          ...(facts.listService === null
            ? {}
            : { service: facts.listService.source, serviceSays: service?.state ?? null }),
        },
      };
      const detail = { proof, measured: { preload: state } };
      if (verdict === 'verified') return say.is(subject, 'listed', { host, because }, detail);
      if (verdict === 'at-risk') return say.is(subject, 'at-risk', { host, because }, detail);
      const { eligible, errors } = checkPreloadEligibility(facts);
      const wrong =
        errors.length > 0 ? `the list would refuse it: ${errors.join(', ')}` : 'its HTTPS side could not be asked';
      const eligibility = eligible === true ? 'it could be submitted' : wrong;
      return say.is(subject, 'not-listed', { host, because, eligibility }, detail);
    }),
});
