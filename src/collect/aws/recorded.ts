import type { Evidence } from '../evidence/reader.ts';
import type { EvidenceWriter } from '../evidence/writer.ts';
import type { JsonObject } from '../json.ts';
import { evidenceName } from './port.ts';
import type { AwsRequest, AwsTransport } from './transport.ts';
import { AwsFailure, NotRecorded } from './transport.ts';

/**
 * Keeps every answer and every error of `inner`. `accountOf` names the account an answer is kept under, where only the
 * answer itself tells it.
 */
export const recordAws = (
  inner: AwsTransport,
  writer: EvidenceWriter,
  accountOf: (request: AwsRequest, output: JsonObject) => string = ({ account }) => account,
): AwsTransport => ({
  send: async (request) => {
    try {
      const output = await inner.send(request);
      const account = accountOf(request, output);
      writer.add(evidenceName({ ...request, account }), request.input, { type: 'output', output });
      return output;
    } catch (error) {
      if (error instanceof AwsFailure && error.name !== 'Interrupted') {
        const { name, message, status } = error;
        writer.add(evidenceName(request), request.input, { type: 'error', error: { name, message, status } });
      }
      throw error;
    }
  },
});

/**
 * Where a question to these services is asked is no part of the question: bucket names are global, account-wide services
 * answer the same everywhere. Evidence that was laid out by hand may hold their answers under any region.
 */
const placeless = new Set([
  's3',
  's3-control',
  'iam',
  'sts',
  'shield',
  'cloudfront',
  'global-accelerator',
  'account',
  'organizations',
  'route-53',
]);
const placelessOperations = new Set(['ec2:DescribeRegions']);

/** Answers from an evidence directory; what was never recorded rejects with NotRecorded. */
export const replayAws = (evidence: Evidence): AwsTransport => ({
  send: async (request) => {
    const outcome = namesOf(evidence, request)
      .map((name) => evidence.find(name, request.input))
      .find((found) => found !== null);
    if (outcome === undefined || outcome === null) {
      throw new NotRecorded(`${request.service}:${request.operation} in ${request.account}/${request.region}`);
    }
    if (outcome.type === 'output') return outcome.output;
    throw new AwsFailure(outcome.error.name, outcome.error.message, outcome.error.status);
  },
});

const namesOf = (evidence: Evidence, request: AwsRequest): readonly string[] => {
  const own = evidenceName(request);
  const wherever = placeless.has(request.service) || placelessOperations.has(`${request.service}:${request.operation}`);
  return wherever ? [own, ...evidence.everywhere(request.account, request.service, request.operation)] : [own];
};
