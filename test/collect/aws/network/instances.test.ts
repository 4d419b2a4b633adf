import { expect, test } from 'vitest';
import instances from '../../../../src/collect/aws/network/instances.ts';
import { collectWith } from '../collectors/collect-with.ts';

test('instances of every reservation, with the key they were launched with', async () => {
  const { items, gaps } = await collectWith(instances, {
    'ec2:DescribeInstances': {
      Reservations: [
        { Instances: [{ InstanceId: 'i-1', KeyName: 'ops', State: { Name: 'running' } }, { InstanceId: 'i-2' }] },
        { Instances: [{ InstanceId: 'i-3', Tags: [{ Key: 'environment', Value: 'staging' }] }] },
      ],
    },
  });
  expect(items.map(({ id, state, keyName, region, tags }) => [id, state, keyName, region, tags])).toEqual([
    ['i-1', 'running', 'ops', 'us-east-1', {}],
    ['i-2', 'unknown', null, 'us-east-1', {}],
    ['i-3', 'unknown', null, 'us-east-1', { environment: 'staging' }],
  ]);
  expect(gaps).toEqual([]);
});

test('a refused listing is a gap', async () => {
  const { items, gaps } = await collectWith(instances, {});
  expect([items, gaps.map(({ gap }) => gap.kind)]).toEqual([[], ['denied']]);
});
