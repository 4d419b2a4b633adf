import type { ApiName, AwsPlace } from '../../../domain/aws.ts';
import type { HttpApi, HttpDomain, RestApi, RestDomain } from '../../../parse/aws/managed/http.ts';
import { defineAwsCollector } from '../collector.ts';

/**
 * The names under which API Gateway answers the public: those of its APIs, unless switched off or private, and custom
 * domains. Both generations of its API list the same domains; each is told once.
 */
export default defineAwsCollector({
  key: 'aws.api-gateway.names',
  per: 'region',
  operations: [
    'api-gateway:GetRestApis',
    'api-gateway:GetDomainNames',
    'apigatewayv2:GetApis',
    'apigatewayv2:GetDomainNames',
  ],
  collect: async (aws) => {
    const [rest, restDomains, http, httpDomains] = await Promise.all([
      aws.list('api-gateway:GetRestApis', (page) => page.items),
      aws.list('api-gateway:GetDomainNames', (page) => page.items),
      aws.list('apigatewayv2:GetApis', (page) => page.Items),
      aws.list('apigatewayv2:GetDomainNames', (page) => page.Items),
    ]);
    const names = [
      ...rest.items.flatMap((api) => fromRest(api, aws)),
      ...http.items.flatMap((api) => fromHttp(api, aws)),
      ...httpDomains.items.map((domain) => fromHttpDomain(domain, aws)),
      ...restDomains.items.flatMap((domain) => fromRestDomain(domain, aws)),
    ];
    return {
      items: [...new Map(names.map((name) => [name.id, name])).values()],
      gaps: [...rest.gaps, ...restDomains.gaps, ...http.gaps, ...httpDomains.gaps],
    };
  },
});

const arn = ({ region }: AwsPlace, path: string): string => `arn:aws:apigateway:${region}::/${path}`;

const own = ({ account, region }: AwsPlace) => ({ account, region, tags: null });

/** The host of an API where AWS does not tell it (API Gateway Developer Guide, "Call REST APIs"). */
const executeHost = (id: string, { region }: AwsPlace): string =>
  `${id}.execute-api.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`.toLowerCase();

const fromRest = (api: RestApi, place: AwsPlace): readonly ApiName[] => {
  if (api.disableExecuteApiEndpoint === true || api.endpointConfiguration?.types.includes('PRIVATE')) return [];
  const host = executeHost(api.id, place);
  return [
    {
      id: arn(place, `restapis/${api.id}`),
      ...own(place),
      kind: 'rest-api',
      name: api.name ?? api.id,
      host,
      targets: [],
    },
  ];
};

const fromHttp = (api: HttpApi, place: AwsPlace): readonly ApiName[] => {
  if (api.DisableExecuteApiEndpoint === true) return [];
  const told = /^(?:https|wss):\/\/([a-z0-9.-]+)\/?$/i.exec(api.ApiEndpoint ?? '')?.[1]?.toLowerCase();
  const host = told ?? executeHost(api.ApiId, place);
  return [
    {
      id: arn(place, `apis/${api.ApiId}`),
      ...own(place),
      kind: 'http-api',
      name: api.Name ?? api.ApiId,
      host,
      targets: [],
    },
  ];
};

const toDomain = (name: string, targets: readonly (string | null)[], place: AwsPlace): ApiName => ({
  id: arn(place, `domainnames/${name}`),
  ...own(place),
  kind: 'domain',
  name,
  host: name.toLowerCase(),
  targets: targets.filter((target) => target !== null),
});

const fromRestDomain = (domain: RestDomain, place: AwsPlace): readonly ApiName[] =>
  domain.endpointConfiguration?.types.includes('PRIVATE')
    ? []
    : [toDomain(domain.domainName, [domain.regionalDomainName, domain.distributionDomainName], place)];

const fromHttpDomain = ({ DomainName, DomainNameConfigurations }: HttpDomain, place: AwsPlace): ApiName =>
  toDomain(
    DomainName,
    DomainNameConfigurations.map(({ ApiGatewayDomainName }) => ApiGatewayDomainName),
    place,
  );
