import { describe, expect, test } from 'vitest';
import msk from '../../../../src/collect/aws/managed/msk.ts';
import { type Answer, asked, collectWith, deniedCall, failure } from '../collectors/collect-with.ts';

const nameless = failure('ENOTFOUND', 0);
const regions = (...names: readonly string[]) => ({ Parameters: names.map((Value) => ({ Value })) });

describe('a service whose endpoint has no name in the region', () => {
  const collect = (told: Answer, listed: Answer = nameless) =>
    collectWith(msk, { 'kafka:ListClustersV2': listed, 'ssm:GetParametersByPath': told });

  test('is not offered there where AWS lists other regions only: there is nothing to list', async () => {
    const { items, gaps, calls } = await collect((request) =>
      asked(request, 'NextToken') === '2' ? regions('eu-west-1') : { ...regions('eu-north-1'), NextToken: '2' },
    );
    expect([items, gaps]).toEqual([[], []]);
    expect(calls[1]).toBe(
      'ssm:GetParametersByPath us-east-1 {"Path":"/aws/service/global-infrastructure/services/kafka/regions"}',
    );
    expect(calls).toHaveLength(3);
  });

  test.each<readonly [string, Answer]>([
    ['is offered there all the same', regions('us-east-1', 'eu-west-1')],
    ['is known nowhere by that name', regions()],
    ['cannot be asked about', deniedCall],
    ['is listed without end', { ...regions('eu-west-1'), NextToken: 'again' }],
  ])('%s: it could not be looked at', async (_, told) => {
    const { gaps } = await collect(told);
    expect(gaps).toMatchObject([{ what: 'kafka:ListClustersV2', gap: { kind: 'unreachable' } }]);
  });

  test('no other failure is asked about', async () => {
    for (const other of [deniedCall, failure('ECONNREFUSED'), failure('UnrecognizedClientException', 403)]) {
      const { gaps, calls } = await collect(regions('eu-west-1'), other);
      expect(gaps).toHaveLength(1);
      expect(calls).toHaveLength(1);
    }
  });
});
