import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Service } from './service.ts';

export const service: Service = { Client: STSClient, commands: { GetCallerIdentity: GetCallerIdentityCommand } };
