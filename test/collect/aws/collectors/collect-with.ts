import type { AwsCollector, Collected } from '../../../../src/collect/aws/collector.ts';
import type { OperationName } from '../../../../src/collect/aws/operations/index.ts';
import { createPort } from '../../../../src/collect/aws/port.ts';
import type { AwsRequest } from '../../../../src/collect/aws/transport.ts';
import { AwsFailure } from '../../../../src/collect/aws/transport.ts';
import type { Json, JsonObject } from '../../../../src/collect/json.ts';
import type { ArtifactKey, ItemOf } from '../../../../src/domain/artifacts.ts';

/** An answer of AWS to one operation, or a rule that makes it from the request. */
export type Answer = JsonObject | Error | ((request: AwsRequest) => JsonObject | Error);

export const account = '111111111111';
export const failure = (name: string, status = 400): Error => new AwsFailure(name, `${name} happened`, status);
export const deniedCall = failure('AccessDenied', 403);

/** Field of a request's input as text. */
export const asked = (request: AwsRequest, field: string): string => String(request.input[field] ?? '');

/**
 * Runs a collector over canned answers. What has no answer is denied. `calls` lists the requests made, as
 * `service:Operation region {input}` without page sizes.
 */
export const collectWith = async <K extends ArtifactKey, Op extends OperationName>(
  collector: AwsCollector<K, Op>,
  answers: { readonly [operation: string]: Answer },
): Promise<Collected<ItemOf<K>> & { readonly calls: readonly string[] }> => {
  const calls: string[] = [];
  const transport = {
    send: async (request: AwsRequest): Promise<JsonObject> => {
      const name = `${request.service}:${request.operation}`;
      calls.push(`${name} ${request.region} ${JSON.stringify(withoutPageSize(request.input))}`);
      const answer = answers[name] ?? deniedCall;
      const given = typeof answer === 'function' ? answer(request) : answer;
      if (given instanceof Error) throw given;
      return given;
    },
  };
  const region = collector.per === 'account' ? 'global' : 'us-east-1';
  const port = createPort(transport, new Map(), { account, region }, new Set());
  return { ...(await collector.collect(port)), calls };
};

const pageSizes = new Set(['MaxResults', 'maxResults', 'MaxRecords', 'MaxItems', 'MaxBuckets', 'PageSize', 'limit']);

const withoutPageSize = (input: JsonObject): { readonly [key: string]: Json } =>
  Object.fromEntries(Object.entries(input).filter(([key]) => !pageSizes.has(key)));
