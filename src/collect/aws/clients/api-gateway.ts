import {
  APIGatewayClient,
  GetBasePathMappingsCommand,
  GetDomainNamesCommand,
  GetRestApisCommand,
} from '@aws-sdk/client-api-gateway';
import type { Service } from './service.ts';

export const service: Service = {
  Client: APIGatewayClient,
  commands: {
    GetBasePathMappings: GetBasePathMappingsCommand,
    GetDomainNames: GetDomainNamesCommand,
    GetRestApis: GetRestApisCommand,
  },
};
