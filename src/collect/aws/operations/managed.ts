import {
  broker,
  brokers,
  clusters,
  domainNames,
  domains,
  kafkaClusters,
  kubernetesCluster,
  kubernetesNames,
  parametersByPath,
  replicationInstances,
  subnetGroups,
  workgroups,
} from '../../../parse/aws/managed/data.ts';
import {
  functionPolicy,
  functions,
  functionUrls,
  httpApis,
  httpDomains,
  httpMappings,
  restApis,
  restDomains,
  restMappings,
} from '../../../parse/aws/managed/http.ts';
import { defineOperation, marker, nextToken } from '../operation.ts';

const lambdaPage = { out: 'NextMarker', in: 'Marker', size: { MaxItems: 50 } } as const;
const positionPage = { out: 'position', in: 'position', size: { limit: 500 } } as const;
/** Sizes are texts here; the service's own is taken. */
const httpPage = nextToken();
const camelPage = { out: 'nextToken', in: 'nextToken', size: { maxResults: 100 } } as const;
const page = nextToken({ MaxResults: 100 });

/** API Gateway has one right for all reading, secrets of its API keys included: it is asked for on these paths alone. */
const gateway = (...paths: readonly string[]) => ({
  action: 'apigateway:GET',
  resources: paths.map((path) => `arn:aws:apigateway:*::${path}`),
});

/** Endpoints that managed services give to what they run. */
export const managed = {
  'lambda:ListFunctions': defineOperation({ action: 'lambda:ListFunctions', output: functions, paging: lambdaPage }),
  'lambda:ListFunctionUrlConfigs': defineOperation({
    action: 'lambda:ListFunctionUrlConfigs',
    output: functionUrls,
    paging: lambdaPage,
  }),
  'lambda:GetPolicy': defineOperation({
    action: 'lambda:GetPolicy',
    output: functionPolicy,
    absent: ['ResourceNotFoundException'],
  }),
  'api-gateway:GetRestApis': defineOperation({ ...gateway('/restapis'), output: restApis, paging: positionPage }),
  'api-gateway:GetDomainNames': defineOperation({
    ...gateway('/domainnames'),
    output: restDomains,
    paging: positionPage,
  }),
  'api-gateway:GetBasePathMappings': defineOperation({
    ...gateway('/domainnames/*/basepathmappings'),
    output: restMappings,
    paging: positionPage,
  }),
  'apigatewayv2:GetApis': defineOperation({ ...gateway('/apis'), output: httpApis, paging: httpPage }),
  'apigatewayv2:GetDomainNames': defineOperation({ ...gateway('/domainnames'), output: httpDomains, paging: httpPage }),
  'apigatewayv2:GetApiMappings': defineOperation({
    ...gateway('/domainnames/*/apimappings'),
    output: httpMappings,
    paging: httpPage,
  }),
  'redshift:DescribeClusters': defineOperation({
    action: 'redshift:DescribeClusters',
    output: clusters,
    paging: marker({ MaxRecords: 100 }),
  }),
  'redshift:DescribeClusterSubnetGroups': defineOperation({
    action: 'redshift:DescribeClusterSubnetGroups',
    output: subnetGroups,
    paging: marker({ MaxRecords: 100 }),
  }),
  'redshift-serverless:ListWorkgroups': defineOperation({
    action: 'redshift-serverless:ListWorkgroups',
    output: workgroups,
    paging: camelPage,
  }),
  'opensearch:ListDomainNames': defineOperation({ action: 'es:ListDomainNames', output: domainNames }),
  'opensearch:DescribeDomains': defineOperation({ action: 'es:DescribeDomains', output: domains }),
  'eks:ListClusters': defineOperation({ action: 'eks:ListClusters', output: kubernetesNames, paging: camelPage }),
  'eks:DescribeCluster': defineOperation({ action: 'eks:DescribeCluster', output: kubernetesCluster }),
  'kafka:ListClustersV2': defineOperation({ action: 'kafka:ListClustersV2', output: kafkaClusters, paging: page }),
  'ssm:GetParametersByPath': defineOperation({
    action: 'ssm:GetParametersByPath',
    resources: ['arn:aws:ssm:us-east-1::parameter/aws/service/global-infrastructure/*'],
    output: parametersByPath,
  }),
  'mq:ListBrokers': defineOperation({ action: 'mq:ListBrokers', output: brokers, paging: page }),
  'mq:DescribeBroker': defineOperation({ action: 'mq:DescribeBroker', output: broker }),
  'database-migration-service:DescribeReplicationInstances': defineOperation({
    action: 'dms:DescribeReplicationInstances',
    output: replicationInstances,
    paging: marker({ MaxRecords: 100 }),
  }),
};
