import {
  ApiGatewayV2Client,
  GetApiMappingsCommand,
  GetApisCommand,
  GetDomainNamesCommand,
} from '@aws-sdk/client-apigatewayv2';
import type { Service } from './service.ts';

export const service: Service = {
  Client: ApiGatewayV2Client,
  commands: {
    GetApiMappings: GetApiMappingsCommand,
    GetApis: GetApisCommand,
    GetDomainNames: GetDomainNamesCommand,
  },
};
