import { describe, expect, test } from 'vitest';
import { noItems } from '../../src/domain/artifact-keys.generated.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { register } from '../../src/evaluate/register.ts';
import { byName, context, encryption, registered } from './bench.ts';

describe('a registered check', () => {
  test('decides claims that name one of its stores', () => {
    expect(registered.applies(encryption(['rds', 's3']))).toBe(true);
    expect(registered.applies(encryption(['rds']))).toBe(false);
  });

  test('decides no claim of another kind, and has nothing to say of it', () => {
    const other = { kind: 'transit.https-only', with: {} } as const;
    expect(registered.applies(other)).toBe(false);
    expect(registered.run({ ...noItems }, other, context)).toEqual([]);
  });

  test('is asked about the parameters, once kind and stores fit', () => {
    const customer = register('rest', 'x', defineCheck({ ...byName, when: ({ key }) => key === 'customer' }));
    expect(customer.applies(encryption())).toBe(false);
    expect(customer.applies({ ...encryption(), with: { ...encryption().with, key: 'customer' } })).toBe(true);
  });

  test('has lists where the check left them out', () => {
    const { stores: _stores, notShown: _notShown, ...bare } = byName;
    expect(register('rest', 'bare', bare)).toMatchObject({ id: 'bare', family: 'rest', stores: [], notShown: [] });
  });
});
