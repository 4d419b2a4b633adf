import type { Read } from '../../../domain/gap.ts';
import { known, notTold, unread } from '../../../domain/gap.ts';
import type { EndpointAccess, EndpointPolicy, ManagedEndpoint } from '../../../domain/managed-endpoints.ts';
import type { HttpApi, RestApi } from '../../../parse/aws/managed/http.ts';
import { defineAwsCollector } from '../collector.ts';
import { whole } from '../network/listing.ts';
import type { AwsPort } from '../port.ts';

const operations = [
  'api-gateway:GetRestApis',
  'api-gateway:GetDomainNames',
  'api-gateway:GetBasePathMappings',
  'apigatewayv2:GetApis',
  'apigatewayv2:GetDomainNames',
  'apigatewayv2:GetApiMappings',
] as const;
type Port = AwsPort<(typeof operations)[number]>;

/** REST, HTTP and WebSocket APIs. Domain names are asked for only where an API has its default endpoint off. */
export default defineAwsCollector({
  key: 'aws.api-gateway.apis',
  per: 'region',
  operations,
  collect: async (aws) => {
    const [rest, http] = await Promise.all([
      aws.list('api-gateway:GetRestApis', (page) => page.items),
      aws.list('apigatewayv2:GetApis', (page) => page.Items),
    ]);
    const hidden = [
      ...rest.items.map((api) => api.disableExecuteApiEndpoint),
      ...http.items.map((api) => api.DisableExecuteApiEndpoint),
    ].some((disabled) => disabled === true);
    const mapped = hidden ? await mappedApis(aws) : known(new Set<string>());
    return {
      items: [
        ...rest.items.map((api) => fromRest(aws, api, mapped)),
        ...http.items.map((api) => fromHttp(aws, api, mapped)),
      ],
      gaps: [...rest.gaps, ...http.gaps],
    };
  },
});

type Mapped = Read<ReadonlySet<string>>;

/** The APIs that a public domain name leads to. Routing rules lead elsewhere than mappings, and are not followed. */
const mappedApis = async (aws: Port): Promise<Mapped> => {
  const [rest, http] = await Promise.all([
    aws.list('api-gateway:GetDomainNames', (page) => page.items).then(whole),
    aws.list('apigatewayv2:GetDomainNames', (page) => page.Items).then(whole),
  ]);
  if (!rest.ok) return rest;
  if (!http.ok) return http;
  const routed = [
    ...rest.value.map((one) => ({ name: one.domainName, mode: one.routingMode })),
    ...http.value.map((one) => ({ name: one.DomainName, mode: one.RoutingMode })),
  ].find(({ mode }) => mode !== null && mode !== 'API_MAPPING_ONLY');
  if (routed !== undefined)
    return unread({ kind: 'unsupported', detail: `the routing rules of ${routed.name} are not followed` });
  const found = new Set<string>();
  for (const { domainName, endpointConfiguration } of rest.value) {
    if (endpointConfiguration?.types.includes('PRIVATE')) continue;
    const mappings = whole(await aws.list('api-gateway:GetBasePathMappings', (page) => page.items, { domainName }));
    if (!mappings.ok) return mappings;
    for (const { restApiId } of mappings.value) found.add(restApiId);
  }
  for (const { DomainName } of http.value) {
    const mappings = whole(await aws.list('apigatewayv2:GetApiMappings', (page) => page.Items, { DomainName }));
    if (!mappings.ok) return mappings;
    for (const { ApiId } of mappings.value) found.add(ApiId);
  }
  return known(found);
};

/** How an API that is not private is called: at its default endpoint, else at a domain name that leads to it. */
const publicAccess = (
  id: string,
  disabled: boolean,
  mapped: Mapped,
  policy: EndpointPolicy | null,
): Read<EndpointAccess> => {
  const open = (setting: string): Read<EndpointAccess> => known({ at: 'service', setting, sources: null, policy });
  if (!disabled) return open('default endpoint');
  if (!mapped.ok) return mapped;
  return mapped.value.has(id) ? open('domain name') : known({ at: 'nowhere', code: 'DEFAULT_ENDPOINT_DISABLED' });
};

const endpointOf = ({ region, account }: Port, path: string, name: string) =>
  ({
    id: `arn:aws:apigateway:${region}::/${path}`,
    account,
    region,
    type: 'api',
    name,
    ports: [443],
    door: 'api-gateway',
  }) as const;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html */
const fromRest = (aws: Port, api: RestApi, mapped: Mapped): ManagedEndpoint => {
  const types = api.endpointConfiguration?.types ?? [];
  const policy: EndpointPolicy = {
    text: known(api.policy),
    actions: ['execute-api:Invoke'],
    absent: 'everybody',
    given: {},
    decides: true,
  };
  const access = (): Read<EndpointAccess> => {
    if (types.length === 0) return unread(notTold('the endpoint type of an API'));
    if (types.includes('PRIVATE')) return known({ at: 'nowhere', code: 'PRIVATE_API' });
    return publicAccess(api.id, api.disableExecuteApiEndpoint === true, mapped, policy);
  };
  return { ...endpointOf(aws, `restapis/${api.id}`, api.name ?? api.id), tags: api.tags, access: access() };
};

/** HTTP and WebSocket APIs have no resource policy and are never private. */
const fromHttp = (aws: Port, api: HttpApi, mapped: Mapped): ManagedEndpoint => ({
  ...endpointOf(aws, `apis/${api.ApiId}`, api.Name ?? api.ApiId),
  tags: api.Tags,
  access: publicAccess(api.ApiId, api.DisableExecuteApiEndpoint === true, mapped, null),
});
