import { describe, expect, test } from 'vitest';
import apis from '../../../../src/collect/aws/managed/api-gateway.ts';
import urls from '../../../../src/collect/aws/managed/lambda-urls.ts';
import { asked, collectWith, deniedCall, failure } from '../collectors/collect-with.ts';

const arn = 'arn:aws:lambda:us-east-1:111111111111:function:hook';
const oneFunction = { Functions: [{ FunctionName: 'hook', FunctionArn: arn }] };
const urlOf = (extra: object = {}) => ({
  FunctionUrlConfigs: [{ FunctionArn: arn, AuthType: 'NONE', CreationTime: '2026-01-05T10:00:00Z', ...extra }],
});

describe('function URLs', () => {
  test('an empty list ends the follow-ups', async () => {
    const { items, gaps, calls } = await collectWith(urls, { 'lambda:ListFunctions': { Functions: [] } });
    expect([items, gaps, calls]).toEqual([[], [], ['lambda:ListFunctions us-east-1 {}']]);
  });

  test('a function without a URL is no endpoint, and its policy is not asked for', async () => {
    const { items, calls } = await collectWith(urls, {
      'lambda:ListFunctions': oneFunction,
      'lambda:ListFunctionUrlConfigs': { FunctionUrlConfigs: [] },
    });
    expect(items).toEqual([]);
    expect(calls).toHaveLength(2);
  });

  test('a URL has the policy of its function, of its alias where it belongs to one', async () => {
    const { items, calls } = await collectWith(urls, {
      'lambda:ListFunctions': oneFunction,
      'lambda:ListFunctionUrlConfigs': urlOf({ FunctionArn: `${arn}:live`, AuthType: 'AWS_IAM' }),
      'lambda:GetPolicy': { Policy: '{"Statement":[]}', RevisionId: '1' },
    });
    expect(calls[2]).toBe('lambda:GetPolicy us-east-1 {"FunctionName":"hook","Qualifier":"live"}');
    expect(items).toMatchObject([
      {
        id: `${arn}:live`,
        name: 'hook:live',
        ports: [443],
        door: 'function-url',
        access: {
          value: {
            setting: 'AuthType AWS_IAM',
            policy: { text: { value: '{"Statement":[]}' }, given: { 'lambda:functionurlauthtype': 'AWS_IAM' } },
          },
        },
      },
    ]);
  });

  test.each([
    ['2025-09-30T23:59:59Z', ['lambda:InvokeFunctionUrl']],
    ['2025-10-01T00:00:00Z', ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction']],
    [undefined, ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction']],
  ])('a URL made %s asks callers for %j', async (CreationTime, actions) => {
    const { items } = await collectWith(urls, {
      'lambda:ListFunctions': oneFunction,
      'lambda:ListFunctionUrlConfigs': urlOf({ CreationTime }),
      'lambda:GetPolicy': failure('ResourceNotFoundException', 404),
    });
    expect(items).toMatchObject([{ access: { value: { policy: { actions, text: { ok: true, value: null } } } } }]);
  });

  test.each([
    ['the URLs of a function', { 'lambda:ListFunctionUrlConfigs': deniedCall }, { ok: false, gap: { kind: 'denied' } }],
    ['an AuthType that is not told', { 'lambda:ListFunctionUrlConfigs': urlOf({ AuthType: null }) }, { ok: false }],
    [
      'a policy',
      { 'lambda:ListFunctionUrlConfigs': urlOf() },
      { value: { policy: { text: { ok: false, gap: { action: 'lambda:GetPolicy' } } } } },
    ],
  ])('%s unread is told of the function', async (_, answers, access) => {
    const { items, gaps } = await collectWith(urls, { 'lambda:ListFunctions': oneFunction, ...answers });
    expect(items).toMatchObject([{ id: arn, access }]);
    expect(gaps).toEqual([]);
  });
});

const rest = (extra: object = {}) => ({
  items: [{ id: 'a1', name: 'orders', endpointConfiguration: { types: ['REGIONAL'] }, ...extra }],
});
const noRest = { items: [] };
const noHttp = { Items: [] };
const hidden = { disableExecuteApiEndpoint: true };

describe('APIs', () => {
  test('two lists tell all where every API has its default endpoint', async () => {
    const { items, calls } = await collectWith(apis, {
      'api-gateway:GetRestApis': rest(),
      'apigatewayv2:GetApis': { Items: [{ ApiId: 'b2', Name: 'chat', ProtocolType: 'WEBSOCKET' }] },
    });
    expect(items).toMatchObject([
      {
        id: 'arn:aws:apigateway:us-east-1::/restapis/a1',
        door: 'api-gateway',
        access: { value: { at: 'service', policy: { absent: 'everybody', text: { value: null } } } },
      },
      { id: 'arn:aws:apigateway:us-east-1::/apis/b2', access: { value: { at: 'service', policy: null } } },
    ]);
    expect(calls).toHaveLength(2);
  });

  test.each([
    ['{"Statement":[]}', '{"Statement":[]}'],
    [String.raw`{\"Statement\":[]}`, '{"Statement":[]}'],
    ['{', '{'],
  ])('a policy written as %s', async (policy, text) => {
    const { items } = await collectWith(apis, {
      'api-gateway:GetRestApis': rest({ policy }),
      'apigatewayv2:GetApis': noHttp,
    });
    expect(items).toMatchObject([{ access: { value: { policy: { text: { value: text } } } } }]);
  });

  test.each<readonly [string, object, object]>([
    ['private', { endpointConfiguration: { types: ['PRIVATE'] } }, { value: { code: 'PRIVATE_API' } }],
    ['of a type that is not told', { endpointConfiguration: null }, { ok: false }],
    ['called at a domain name', hidden, { value: { at: 'service', setting: 'domain name' } }],
    ['called at none', { ...hidden, id: 'other' }, { value: { code: 'DEFAULT_ENDPOINT_DISABLED' } }],
  ])('%s', async (_, extra, access) => {
    const { items } = await collectWith(apis, {
      'api-gateway:GetRestApis': rest(extra),
      'apigatewayv2:GetApis': noHttp,
      'api-gateway:GetDomainNames': { items: [{ domainName: 'api.acme.example' }] },
      'api-gateway:GetBasePathMappings': { items: [{ restApiId: 'a1' }] },
      'apigatewayv2:GetDomainNames': noHttp,
    });
    expect(items).toMatchObject([{ access }]);
  });

  test('a private domain name leads nobody there', async () => {
    const domain = { domainName: 'api.acme.example', endpointConfiguration: { types: ['PRIVATE'] } };
    const { items, calls } = await collectWith(apis, {
      'api-gateway:GetRestApis': rest(hidden),
      'apigatewayv2:GetApis': noHttp,
      'api-gateway:GetDomainNames': { items: [domain] },
      'apigatewayv2:GetDomainNames': noHttp,
    });
    expect(items).toMatchObject([{ access: { value: { code: 'DEFAULT_ENDPOINT_DISABLED' } } }]);
    expect(calls.some((call) => call.includes('Mappings'))).toBe(false);
  });

  test('mappings of both kinds count', async () => {
    const { items } = await collectWith(apis, {
      'api-gateway:GetRestApis': noRest,
      'apigatewayv2:GetApis': { Items: [{ ApiId: 'b2', DisableExecuteApiEndpoint: true }] },
      'api-gateway:GetDomainNames': noRest,
      'apigatewayv2:GetDomainNames': { Items: [{ DomainName: 'api.acme.example' }] },
      'apigatewayv2:GetApiMappings': (request) =>
        asked(request, 'DomainName') === 'api.acme.example' ? { Items: [{ ApiId: 'b2' }] } : deniedCall,
    });
    expect(items).toMatchObject([{ access: { value: { setting: 'domain name' } } }]);
  });

  test.each([
    ['denied domain names', {}],
    [
      'routing rules',
      {
        'api-gateway:GetDomainNames': noRest,
        'apigatewayv2:GetDomainNames': { Items: [{ DomainName: 'a.example', RoutingMode: 'ROUTING_RULE_ONLY' }] },
      },
    ],
  ])('%s leave a hidden API open to doubt', async (_, answers) => {
    const { items, gaps } = await collectWith(apis, {
      'api-gateway:GetRestApis': rest(hidden),
      'apigatewayv2:GetApis': noHttp,
      ...answers,
    });
    expect(items).toMatchObject([{ access: { ok: false } }]);
    expect(gaps).toEqual([]);
  });

  test('one list denied leaves the other', async () => {
    const { items, gaps } = await collectWith(apis, { 'apigatewayv2:GetApis': { Items: [{ ApiId: 'b2' }] } });
    expect(items).toHaveLength(1);
    expect(gaps).toMatchObject([
      { what: 'api-gateway:GetRestApis', gap: { kind: 'denied', action: 'apigateway:GET' } },
    ]);
  });
});
