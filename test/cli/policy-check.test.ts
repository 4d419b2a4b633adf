import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { PolicyCheckOptions } from '../../src/cli/commands/policy-check.ts';
import { policyCheck } from '../../src/cli/commands/policy-check.ts';
import { allow, context, deny, knownPolicies, own } from '../derive/policy/known.ts';
import { folderWith } from './program.ts';

const written: string[] = [];
beforeEach(() => {
  written.length = 0;
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

const owned = { account: own, resource: context.resource } as const;
const tri = z.union([z.boolean(), z.literal('unknown')]);
const answer = z.strictObject({
  public: tri,
  awsPublic: tri,
  to: z.enum(['anonymous', 'any-aws-account', 'listed', 'nobody']),
  access: z.strictObject({ read: tri, list: tri, write: tri }),
  statements: z.array(
    z.strictObject({ index: z.number(), effect: z.enum(['allow', 'deny']), opens: tri, because: z.string().min(1) }),
  ),
});

const textOf = (statements: unknown): string => JSON.stringify({ Version: '2012-10-17', Statement: statements });
async function* inTwo(text: string) {
  const bytes = Buffer.from(text);
  yield bytes.subarray(0, 11);
  yield bytes.subarray(11);
}

const check = async (text: string, options: PolicyCheckOptions) => {
  const folder = folderWith({ 'policy.json': text });
  const code = await policyCheck(join(folder, 'policy.json'), options);
  return { code, stdout: written.join('') };
};

test('holds the seventeen policies but the one of a key', () => expect(knownPolicies.length).toBe(16));

test.each(knownPolicies)('%s', async (_, statements, { A, B }) => {
  const { code, stdout } = await check(textOf(statements), { ...owned, json: true });
  const judged = answer.parse(JSON.parse(stdout));
  expect({ A: judged.awsPublic, B: judged.public }).toEqual({ A, B });
  expect(code).toBe(B === 'unknown' ? 2 : 0);
});

test('P12: kms:ViaService in a key policy says nothing of the caller', async () => {
  const statement = allow(
    { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
    { Action: 'kms:*', Resource: '*' },
  );
  const { stdout } = await check(textOf(statement), { account: own, json: true });
  expect(answer.parse(JSON.parse(stdout))).toMatchObject({ awsPublic: true, public: true, to: 'anonymous' });
});

test('what cannot be told ends in 2', async () => {
  const strange = allow({ StringEquals: { 'aws:MoonPhase': 'full' } });
  const { code, stdout } = await check(textOf(strange), owned);
  expect(code).toBe(2);
  expect(stdout).toMatch(/public +cannot be told/);
});

test('a page for people says whom, what and why', async () => {
  const { code, stdout } = await check(textOf([allow(), deny({ Bool: { 'aws:SecureTransport': 'false' } })]), {});
  expect(code).toBe(0);
  expect(stdout).toMatch(/public +yes/);
  expect(stdout).toContain('lets in               anybody, without credentials');
  expect(stdout).toContain('read: yes, list: no, write: no');
  expect(stdout).toContain('! statement 0 (allow): anybody, without credentials can read');
  expect(stdout).toContain('statement 1 (deny): it denies');
});

test('the standard input, in pieces', async () => {
  expect(await policyCheck('-', { json: true }, inTwo(textOf(allow())))).toBe(0);
  expect(answer.parse(JSON.parse(written.join(''))).public).toBe(true);
});

describe('is no policy', () => {
  test.each<[string, string, RegExp]>([
    ['no JSON', 'Statement: []', /policy\.json is no resource-based policy: the policy is no JSON/],
    ['nothing', '', /no JSON/],
    ['a list', '[]', /is no resource-based policy/],
    ['no statement', '{"Version":"2012-10-17"}', /Statement is not as the policy grammar has it/],
    ["a user's policy", textOf({ Effect: 'Allow', Action: 's3:*', Resource: '*' }), /statement 0: names no principal/],
    ['an effect that is none', textOf({ ...allow(), Effect: 'Maybe' }), /is no resource-based policy/],
    ['too long', JSON.stringify({ Statement: 'x'.repeat(300_000) }), /longer than 200000/],
  ])('%s', async (_, text, says) => {
    await expect(check(text, {})).rejects.toThrow(says);
    expect(written).toEqual([]);
  });

  test('a file that is not there', async () => {
    await expect(policyCheck('/nonexistent/policy.json', {})).rejects.toThrow(/there is no such file/);
  });

  test('a standard input without end', async () => {
    async function* endless() {
      for (;;) yield 'x'.repeat(65_536);
    }
    await expect(policyCheck('-', {}, endless())).rejects.toThrow(/larger than 1 MiB/);
  });
});

test.each<[PolicyCheckOptions, RegExp]>([
  [{ account: '1234' }, /--account "1234" is no account id/],
  [{ resource: 'uploads' }, /--resource "uploads" is no ARN/],
])('%o is a mistake', async (options, says) => {
  await expect(check(textOf(allow()), options)).rejects.toThrow(says);
});
