import { describe, expect, test } from 'vitest';
import apis from '../../../../src/collect/aws/collectors/api-gateway-names.ts';
import distributions from '../../../../src/collect/aws/collectors/cloudfront-distributions.ts';
import records from '../../../../src/collect/aws/collectors/route53-records.ts';
import { asked, collectWith, deniedCall } from './collect-with.ts';

const zone = (name: string, id: string, open = true) => ({
  Id: `/hostedzone/${id}`,
  Name: `${name}.`,
  Config: { PrivateZone: !open },
});
const set = (Name: string, Type: string, more: object) => ({ Name, Type, ...more });

describe('records of Route 53', () => {
  test('of public zones, those that lead to hosts; escapes undone, names without the final dot', async () => {
    const { items, gaps, calls } = await collectWith(records, {
      'route-53:ListHostedZones': { HostedZones: [zone('example.com', 'Z1'), zone('inside.local', 'Z2', false)] },
      'route-53:ListResourceRecordSets': {
        ResourceRecordSets: [
          set('App.Example.com.', 'A', { AliasTarget: { DNSName: 'dualstack.front-1.us-east-1.elb.amazonaws.com.' } }),
          set('\\052.example.com.', 'CNAME', { ResourceRecords: [{ Value: 'D1.cloudfront.net.' }] }),
          set('w.example.com.', 'A', { SetIdentifier: 'blue', ResourceRecords: [{ Value: '54.0.0.1' }] }),
          set('example.com.', 'MX', { ResourceRecords: [{ Value: '10 mail.example.com.' }] }),
        ],
      },
    });
    expect(items.map(({ id, name, type, alias, values }) => [id, name, type, alias, values])).toEqual([
      [
        'arn:aws:route53:::hostedzone/Z1/app.example.com/A',
        'app.example.com',
        'A',
        'dualstack.front-1.us-east-1.elb.amazonaws.com',
        [],
      ],
      ['arn:aws:route53:::hostedzone/Z1/*.example.com/CNAME', '*.example.com', 'CNAME', null, ['d1.cloudfront.net']],
      ['arn:aws:route53:::hostedzone/Z1/w.example.com/A/blue', 'w.example.com', 'A', null, ['54.0.0.1']],
    ]);
    expect(gaps).toEqual([]);
    expect(calls).toHaveLength(2);
  });

  test('the next page is asked for by name, type and identifier; what came before a failure is kept', async () => {
    const pages = (name: string) =>
      name === ''
        ? {
            ResourceRecordSets: [set('a.example.com.', 'A', { ResourceRecords: [{ Value: '54.0.0.1' }] })],
            IsTruncated: true,
            NextRecordName: 'b.example.com.',
            NextRecordType: 'A',
            NextRecordIdentifier: 'blue',
          }
        : deniedCall;
    const { items, gaps, calls } = await collectWith(records, {
      'route-53:ListHostedZones': { HostedZones: [zone('example.com', 'Z1')] },
      'route-53:ListResourceRecordSets': (request) => pages(asked(request, 'StartRecordName')),
    });
    expect(items.map(({ name }) => name)).toEqual(['a.example.com']);
    expect(calls[2]).toContain(
      '{"HostedZoneId":"Z1","StartRecordName":"b.example.com.","StartRecordType":"A","StartRecordIdentifier":"blue"}',
    );
    expect(gaps).toMatchObject([{ what: 'route-53:ListResourceRecordSets example.com', gap: { kind: 'denied' } }]);
  });

  test('a zone without end is a gap', async () => {
    const { gaps } = await collectWith(records, {
      'route-53:ListHostedZones': { HostedZones: [zone('example.com', 'Z1')] },
      'route-53:ListResourceRecordSets': { ResourceRecordSets: [], IsTruncated: true, NextRecordName: 'again.' },
    });
    expect(gaps).toMatchObject([{ gap: { kind: 'inconclusive' } }]);
  });

  test('zones that cannot be listed are a gap', async () => {
    const { items, gaps } = await collectWith(records, {});
    expect([items, gaps.length]).toEqual([[], 1]);
  });
});

describe('names of API Gateway', () => {
  const none = {
    'api-gateway:GetRestApis': { items: [] },
    'api-gateway:GetDomainNames': { items: [] },
    'apigatewayv2:GetApis': { Items: [] },
    'apigatewayv2:GetDomainNames': { Items: [] },
  };

  test('APIs that answer the public under their own name', async () => {
    const { items } = await collectWith(apis, {
      ...none,
      'api-gateway:GetRestApis': {
        items: [
          { id: 'a1', name: 'orders', endpointConfiguration: { types: ['REGIONAL'] } },
          { id: 'a2', endpointConfiguration: { types: ['PRIVATE'] } },
          { id: 'a3', disableExecuteApiEndpoint: true },
        ],
      },
      'apigatewayv2:GetApis': {
        Items: [
          { ApiId: 'b1', Name: 'live', ApiEndpoint: 'wss://b1.execute-api.us-east-1.amazonaws.com' },
          { ApiId: 'b2', DisableExecuteApiEndpoint: true },
          { ApiId: 'b3', ApiEndpoint: 'https://evil.example/path' },
        ],
      },
    });
    expect(items.map(({ kind, name, host }) => [kind, name, host])).toEqual([
      ['rest-api', 'orders', 'a1.execute-api.us-east-1.amazonaws.com'],
      ['http-api', 'live', 'b1.execute-api.us-east-1.amazonaws.com'],
      ['http-api', 'b3', 'b3.execute-api.us-east-1.amazonaws.com'],
    ]);
  });

  test('a custom domain that both generations list is told once, with where it leads', async () => {
    const { items } = await collectWith(apis, {
      ...none,
      'api-gateway:GetDomainNames': {
        items: [
          { domainName: 'api.example.com', regionalDomainName: 'd-1.execute-api.us-east-1.amazonaws.com' },
          { domainName: 'edge.example.com', distributionDomainName: 'd9.cloudfront.net' },
          { domainName: 'in.example.com', endpointConfiguration: { types: ['PRIVATE'] } },
        ],
      },
      'apigatewayv2:GetDomainNames': {
        Items: [
          {
            DomainName: 'api.example.com',
            DomainNameConfigurations: [{ ApiGatewayDomainName: 'd-1.execute-api.us-east-1.amazonaws.com' }],
          },
        ],
      },
    });
    expect(items.map(({ host, targets }) => [host, targets])).toEqual([
      ['api.example.com', ['d-1.execute-api.us-east-1.amazonaws.com']],
      ['edge.example.com', ['d9.cloudfront.net']],
    ]);
  });

  test('each listing that is refused is a gap', async () => {
    const { gaps } = await collectWith(apis, {});
    expect(gaps).toHaveLength(4);
  });
});

describe('distributions', () => {
  const listed = (more: object) => ({
    DistributionList: { Items: [{ Id: 'E1', ARN: 'arn:E1', DomainName: 'd1.cloudfront.net', Enabled: true, ...more }] },
  });

  test('what viewers may do, under which names, and how origins are spoken to', async () => {
    const { items } = await collectWith(distributions, {
      'cloudfront:ListDistributions': listed({
        Aliases: { Quantity: 1, Items: ['WWW.example.com'] },
        DefaultCacheBehavior: { ViewerProtocolPolicy: 'redirect-to-https' },
        CacheBehaviors: { Quantity: 1, Items: [{ PathPattern: '/old/*', ViewerProtocolPolicy: 'allow-all' }] },
        ViewerCertificate: { CloudFrontDefaultCertificate: false, MinimumProtocolVersion: 'TLSv1.2_2021' },
        Origins: {
          Quantity: 3,
          Items: [
            { Id: 's3', DomainName: 'b.s3.amazonaws.com', S3OriginConfig: { OriginAccessIdentity: '' } },
            { Id: 'lb', DomainName: 'lb.example.com', CustomOriginConfig: { OriginProtocolPolicy: 'http-only' } },
            { Id: 'in', DomainName: 'in.example.com', VpcOriginConfig: { VpcOriginId: 'vo-1' } },
          ],
        },
      }),
    });
    expect(items).toMatchObject([
      {
        aliases: ['www.example.com'],
        viewer: { defaultCertificate: false, policy: 'TLSv1.2_2021' },
        behaviors: [
          { path: '*', policy: 'redirect-to-https' },
          { path: '/old/*', policy: 'allow-all' },
        ],
        origins: [
          { id: 's3', kind: 's3', protocolPolicy: null },
          { id: 'lb', kind: 'custom', protocolPolicy: 'http-only' },
          { id: 'in', kind: 'vpc', protocolPolicy: null },
        ],
      },
    ]);
  });

  test('what the listing does not tell is null, and so is a policy that nobody knows', async () => {
    const bare = await collectWith(distributions, { 'cloudfront:ListDistributions': listed({}) });
    expect(bare.items).toMatchObject([{ aliases: null, viewer: null, behaviors: null, origins: null }]);
    const odd = await collectWith(distributions, {
      'cloudfront:ListDistributions': listed({ DefaultCacheBehavior: { ViewerProtocolPolicy: 'as-you-like' } }),
    });
    expect(odd.items).toMatchObject([{ behaviors: [{ path: '*', policy: null }] }]);
  });
});
