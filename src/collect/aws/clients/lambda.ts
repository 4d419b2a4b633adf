import {
  GetPolicyCommand,
  LambdaClient,
  ListFunctionsCommand,
  ListFunctionUrlConfigsCommand,
} from '@aws-sdk/client-lambda';
import type { Service } from './service.ts';

export const service: Service = {
  Client: LambdaClient,
  commands: {
    GetPolicy: GetPolicyCommand,
    ListFunctionUrlConfigs: ListFunctionUrlConfigsCommand,
    ListFunctions: ListFunctionsCommand,
  },
};
