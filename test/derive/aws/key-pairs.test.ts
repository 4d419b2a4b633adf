import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyPairsInUse } from '../../../src/derive/aws/key-pairs.ts';
import { ec2Instance } from '../../checks/aws-items.ts';

test('only running instances that were launched with a key count', () => {
  const pairs = keyPairsInUse([
    ec2Instance({ id: 'i-2', keyName: 'ops' }),
    ec2Instance({ id: 'i-1', keyName: 'ops' }),
    ec2Instance({ id: 'i-3', keyName: 'ops', state: 'stopped' }),
    ec2Instance({ id: 'i-4', keyName: null }),
    ec2Instance({ id: 'i-5', keyName: '__proto__' }),
  ]);
  expect(pairs.map(({ name, instances }) => [name, instances])).toEqual([
    ['ops', ['i-1', 'i-2']],
    ['__proto__', ['i-5']],
  ]);
});

test('every running instance with a key stands under exactly one pair, of its own account and region', () => {
  const some = fc.record({
    id: fc.uuid(),
    keyName: fc.constantFrom('a', 'b', null),
    state: fc.constantFrom('running', 'stopped'),
    region: fc.constantFrom('us-east-1', 'eu-west-1'),
    account: fc.constantFrom('111111111111', '222222222222'),
  });
  fc.assert(
    fc.property(fc.uniqueArray(some, { selector: ({ id }) => id }), (changes) => {
      const instances = changes.map((change) => ec2Instance(change));
      const held = keyPairsInUse(instances).flatMap(({ id, instances: users }) => users.map((user) => [user, id]));
      const expected = instances.flatMap(({ id, keyName, state, region, account }) =>
        state === 'running' && keyName !== null ? [[id, `arn:aws:ec2:${region}:${account}:key-pair/${keyName}`]] : [],
      );
      expect(held.sort()).toEqual(expected.sort());
    }),
  );
});
