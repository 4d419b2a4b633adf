import { z } from 'zod';
import type { Tags } from '../../../domain/aws.ts';
import { many, maybe, promised, text } from '../common.ts';
import { dnsName } from '../names.ts';

const flag = z.boolean();

/** Tags as the JSON services write them, `{key: value}`. null when the field is not in the answer. */
export const tagMap = maybe(z.record(z.string(), text)).transform((tags): Tags | null => tags);

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
export const functions = z.object({
  Functions: many(z.object({ FunctionName: text, FunctionArn: text })),
});
export type LambdaFunction = z.output<typeof functions>['Functions'][number];

/** https://docs.aws.amazon.com/lambda/latest/api/API_FunctionUrlConfig.html */
const functionUrl = z.object({
  FunctionArn: text,
  AuthType: promised(text),
  CreationTime: maybe(text),
});
export const functionUrls = z.object({ FunctionUrlConfigs: many(functionUrl) });
export type LambdaUrl = z.output<typeof functionUrl>;

export const functionPolicy = z.object({ Policy: text });

const endpointTypes = maybe(z.object({ types: many(text) }));

/** The service hands policies out with their quotes escaped once more than JSON asks for. */
const unescaped = (written: string): string => {
  try {
    JSON.parse(written);
    return written;
  } catch {
    const inner = `"${written}"`;
    try {
      const text: unknown = JSON.parse(inner);
      return typeof text === 'string' ? text : written;
    } catch {
      return written;
    }
  }
};

/** https://docs.aws.amazon.com/apigateway/latest/api/API_RestApi.html */
const restApi = z.object({
  id: text,
  name: maybe(text),
  endpointConfiguration: endpointTypes,
  disableExecuteApiEndpoint: maybe(flag),
  policy: maybe(text.transform(unescaped)),
  tags: tagMap,
});
export const restApis = z.object({ items: many(restApi) });
export type RestApi = z.output<typeof restApi>;

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DomainName.html */
const restDomain = z.object({
  domainName: text,
  endpointConfiguration: endpointTypes,
  routingMode: maybe(text),
  regionalDomainName: maybe(dnsName),
  distributionDomainName: maybe(dnsName),
});
export const restDomains = z.object({ items: many(restDomain) });
export type RestDomain = z.output<typeof restDomain>;
export const restMappings = z.object({ items: many(z.object({ restApiId: text })) });

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html */
const httpApi = z.object({
  ApiId: text,
  Name: maybe(text),
  ApiEndpoint: maybe(text),
  DisableExecuteApiEndpoint: maybe(flag),
  Tags: tagMap,
});
export const httpApis = z.object({ Items: many(httpApi) });
export type HttpApi = z.output<typeof httpApi>;

const httpDomain = z.object({
  DomainName: text,
  RoutingMode: maybe(text),
  DomainNameConfigurations: many(z.object({ ApiGatewayDomainName: maybe(dnsName) })),
});
export const httpDomains = z.object({ Items: many(httpDomain) });
export type HttpDomain = z.output<typeof httpDomain>;
export const httpMappings = z.object({ Items: many(z.object({ ApiId: text })) });
