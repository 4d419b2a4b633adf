import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../../../src/parse/aws/policy-document.ts';

const parse = (Statement: unknown) => parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement }));
const plain = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };

describe('policy documents', () => {
  test('one statement and a list of one are the same', () => {
    expect(parse(plain)).toEqual(parse([plain]));
  });

  test.each(['Policy', 'policy'])('the answer of the AWS CLI that holds it as a text in "%s"', (field) => {
    const written = JSON.stringify({ Version: '2012-10-17', Statement: plain });
    expect(parsePolicy(JSON.stringify({ [field]: written }))).toEqual(parse(plain));
    expect(parsePolicy(JSON.stringify({ [field]: 'no policy' }))).toMatchObject({ ok: false });
  });

  test('a value and a list of one are the same', () => {
    const listed = { ...plain, Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::b/*'] };
    expect(parse(listed)).toEqual(parse(plain));
  });

  test('conditions: operator without quantifier and suffix, values as text', () => {
    const Condition = {
      'ForAllValues:StringLikeIfExists': { 'aws:PrincipalOrgID': 'o-1' },
      Bool: { 'aws:SecureTransport': [false] },
    };
    expect(parse({ ...plain, Condition })).toMatchObject({
      value: {
        statements: [
          {
            conditions: [
              { operator: 'stringlike', ifExists: true, quantifier: 'all', key: 'aws:PrincipalOrgID', values: ['o-1'] },
              { operator: 'bool', ifExists: false, quantifier: null, values: ['false'] },
            ],
          },
        ],
      },
    });
  });

  test.each([
    [{ Principal: '*' }, { anyone: true, not: false }],
    [{ Principal: { AWS: '*' } }, { anyone: true, aws: [] }],
    [{ Principal: { AWS: ['111111111111', '*'] } }, { anyone: true, aws: ['111111111111'] }],
    [{ Principal: { Service: 's3.amazonaws.com' } }, { anyone: false, services: ['s3.amazonaws.com'] }],
    [
      { Principal: undefined, NotPrincipal: { AWS: 'x' } },
      { anyone: false, not: true, aws: ['x'] },
    ],
  ])('principals %#', (more, expected) => {
    expect(parse({ ...plain, ...more })).toMatchObject({ value: { statements: [{ principals: expected }] } });
  });

  test.each([
    ['no JSON', '{', 'no JSON'],
    ['no object', '3', 'the policy'],
    ['no statement', '{}', 'Statement'],
    ['an unknown effect', JSON.stringify({ Statement: { ...plain, Effect: 'Maybe' } }), 'Statement'],
    ['no principal', JSON.stringify({ Statement: { ...plain, Principal: undefined } }), 'names no principal'],
    ['no action', JSON.stringify({ Statement: { ...plain, Action: undefined } }), 'names no action'],
    ['both principals', JSON.stringify({ Statement: { ...plain, NotPrincipal: '*' } }), 'both'],
    ['far too long', ' '.repeat(200_001), 'longer'],
  ])('%s is told', (_, text, why) => {
    const parsed = parsePolicy(text);
    expect(parsed.ok ? '' : parsed.why).toContain(why);
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.json(), (text) => typeof parsePolicy(text).ok === 'boolean'));
  });
});
