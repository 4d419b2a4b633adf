import type { Read } from '../../../domain/gap.ts';
import { known, mapRead, notTold, unread } from '../../../domain/gap.ts';
import type { EndpointAccess, ManagedEndpoint } from '../../../domain/managed-endpoints.ts';
import type { LambdaFunction, LambdaUrl } from '../../../parse/aws/managed/http.ts';
import { defineAwsCollector } from '../collector.ts';
import type { AwsPort } from '../port.ts';

const operations = ['lambda:ListFunctions', 'lambda:ListFunctionUrlConfigs', 'lambda:GetPolicy'] as const;
type Port = AwsPort<(typeof operations)[number]>;

/** Functions that are called over a URL of their own. No list tells which ones have one, so that each function is asked. */
export default defineAwsCollector({
  key: 'aws.lambda.urls',
  per: 'region',
  operations,
  collect: async (aws) => {
    const { items, gaps } = await aws.list('lambda:ListFunctions', (page) => page.Functions);
    const urls = await Promise.all(items.map((one) => urlsOf(aws, one)));
    return { items: urls.flat(), gaps };
  },
});

const urlsOf = async (
  aws: Port,
  { FunctionName, FunctionArn }: LambdaFunction,
): Promise<readonly ManagedEndpoint[]> => {
  const { items, gaps } = await aws.list('lambda:ListFunctionUrlConfigs', (page) => page.FunctionUrlConfigs, {
    FunctionName,
  });
  const [gap] = gaps;
  const urls = items.map(async (url) => toEndpoint(aws, url.FunctionArn, await accessOf(aws, FunctionName, url)));
  return [...(await Promise.all(urls)), ...(gap === undefined ? [] : [toEndpoint(aws, FunctionArn, unread(gap.gap))])];
};

const toEndpoint = ({ account, region }: Port, id: string, access: Read<EndpointAccess>): ManagedEndpoint => ({
  id,
  account,
  region,
  tags: null,
  type: 'lambda-url',
  name: id.split(':function:').at(-1) ?? id,
  ports: [443],
  door: 'function-url',
  access,
});

/** An alias has an ARN with a qualifier, and a policy of its own. */
const qualifierOf = (arn: string): string | undefined => arn.split(':')[7];

/** From this day on a caller needs both rights; older URLs go on with the first. */
const BOTH_RIGHTS_SINCE = '2025-10-01';

/**
 * AWS checks every request before the function gets it: with AWS_IAM the signature and the rights of its sender, with NONE whether the
 * function's policy admits everybody. https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
const accessOf = async (aws: Port, FunctionName: string, url: LambdaUrl): Promise<Read<EndpointAccess>> => {
  const { AuthType, CreationTime } = url;
  if (AuthType === null) return unread(notTold('the AuthType of a function URL'));
  const Qualifier = qualifierOf(url.FunctionArn);
  const policy = await aws.readOptional('lambda:GetPolicy', {
    FunctionName,
    ...(Qualifier === undefined ? {} : { Qualifier }),
  });
  const old = CreationTime !== null && CreationTime.slice(0, 10) < BOTH_RIGHTS_SINCE;
  return known({
    at: 'service',
    setting: `AuthType ${AuthType}`,
    sources: null,
    policy: {
      text: mapRead(policy, (answer) => answer?.Policy ?? null),
      actions: ['lambda:InvokeFunctionUrl', ...(old ? [] : ['lambda:InvokeFunction'])],
      absent: 'nobody',
      given: { 'lambda:functionurlauthtype': AuthType, 'lambda:invokedviafunctionurl': 'true' },
      decides: true,
    },
  });
};
