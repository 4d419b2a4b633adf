import { countryOf, isWithin } from '../../src/derive/aws/countries.ts';
import { endpointRegions } from '../../src/derive/web/endpoint-regions.ts';
import { isOneOf, rangeProof } from '../../src/derive/web/hosting.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { endpoint } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Public endpoints are in the claimed country',
  why: 'What answers at an address abroad handles the data abroad, wherever it is stored.',
  decides: ['residency.country'],
  needs: ['web.hosting', 'aws.cloudfront.distributions'],
  reasons: {
    within: { status: 'pass', text: '{endpoint}: public addresses map to {regions} ({countries})' },
    abroad: {
      status: 'fail',
      text: '{endpoint}: public addresses map to {region} ({country}, by {by}), not to {claimed}',
      fix: 'Move the endpoint to a region of the claimed country, or change the claim.',
    },
  },
  whenEmpty:
    'no public endpoint has an address of its own; data behind the account’s distributions is judged where it lies',
  notShown: ['what stands behind the public addresses, and where it keeps its data'],
  evaluate: ({ 'web.hosting': sites, 'aws.cloudfront.distributions': distributions }, { country: claimed }, say) => {
    const own = distributions.flatMap(({ dnsName }) => (dnsName === null ? [] : [dnsName]));
    return sites.flatMap((facts) => {
      // An edge of the account itself: its origins are among what the account is asked for.
      if (facts.reverse.length === 0 || isOneOf(facts, own) !== null) return [];
      const subject = endpoint(facts.endpoint);
      const verdict = endpointRegions(facts);
      if (verdict.status === 'open') return [say.unread(subject, { kind: 'inconclusive', detail: verdict.because })];
      const located = verdict.regions.map(({ region, by }) => ({ region, by, country: countryOf(region) }));
      const unknown = located.find(({ country }) => country === null);
      const proof = rangeProof(facts);
      const detail = { ...(proof === undefined ? {} : { proof }), measured: { regions: list(located, 'region') } };
      const abroad = located.find(({ country }) => country !== null && !isWithin(country, claimed));
      if (abroad !== undefined) {
        const { region, by, country } = abroad;
        const slots = { endpoint: facts.endpoint, region, country: country ?? '', by, claimed };
        return [say.is(subject, 'abroad', slots, detail)];
      }
      if (unknown !== undefined) {
        const because = `the country of region ${unknown.region} is not known`;
        return [say.unread(subject, { kind: 'unsupported', detail: because })];
      }
      const slots = { endpoint: facts.endpoint, regions: list(located, 'region'), countries: list(located, 'country') };
      return [say.is(subject, 'within', slots, detail)];
    });
  },
});

const list = <K extends string>(rows: readonly Readonly<Record<K, string | null>>[], key: K): string =>
  [...new Set(rows.map((row) => row[key]))].sort().join(', ');
