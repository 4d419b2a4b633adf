import { describe, expect, test } from 'vitest';
import { checks as registry } from '../../checks/index.generated.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { makePlan, needsOf } from '../../src/plan/plan.ts';
import { policyDocument } from '../../src/plan/policy.ts';
import { everyClaim } from '../meta/every-claim.ts';

const claims = everyClaim();

const planned = (...only: readonly string[]): Plan => {
  const plan = makePlan(claims, registry, only, true);
  if ('unknown' in plan) throw new Error(plan.unknown.join());
  return plan;
};
const ids = ({ claims: chosen, checks }: Plan) => ({
  claims: chosen.map(({ id }) => id),
  checks: checks.map(({ id }) => id),
});

describe('a plan', () => {
  test('takes all claims when nothing is named', () => {
    expect(planned().claims).toEqual(claims);
    expect(planned().checks.map(({ id }) => id)).toEqual(registry.map(({ id }) => id));
  });

  test('of one claim reads what its checks need, and nothing else', () => {
    const plan = planned('identity.password-policy');
    expect(ids(plan)).toEqual({ claims: ['identity.password-policy'], checks: ['iam-password-policy'] });
    expect(plan.artifacts).toEqual(['aws.iam.password-policy']);
  });

  test('of a kind takes every claim of it', () => {
    expect(planned('ddos.shield').claims.map(({ id }) => id)).toEqual(['ddos.shield', 'ddos.shield-tier-advanced']);
  });

  test('of a check takes the claims that it decides, and runs nothing but it', () => {
    expect(ids(planned('iam-root-hardware-mfa'))).toEqual({
      claims: ['identity.mfa-hardware-true'],
      checks: ['iam-root-hardware-mfa'],
    });
  });

  test('of a check names the claims that it judges in part', () => {
    expect(planned('iam-password-policy').partly).toEqual(['identity.password-policy']);
    expect(planned('identity.mfa', 'iam-password-policy').partly).toEqual(['identity.password-policy']);
    expect(planned().partly).toEqual([]);
  });

  test('judges a claim that is named by all its checks, whatever check is named beside it', () => {
    const plan = planned('identity.mfa-hardware-true', 'iam-password-policy');
    expect(ids(plan)).toEqual({
      claims: ['identity.password-policy', 'identity.mfa-hardware-true'],
      checks: ['iam-password-policy', 'iam-root-hardware-mfa', 'iam-root-mfa', 'iam-user-mfa'],
    });
  });

  test('tells names that are nothing, with what could have been meant', () => {
    const plan = makePlan(claims, registry, ['identity.mfa', 'nothing', 'neither'], true);
    expect(plan).toMatchObject({
      unknown: ['nothing', 'neither'],
      candidates: expect.arrayContaining(['iam-root-mfa', 'identity.mfa', 'identity.mfa-hardware-true']),
    });
  });

  test('lists each artifact once, sorted', () => {
    const { artifacts } = planned();
    expect(artifacts).toEqual([...new Set(artifacts)].sort());
  });

  test('reads no account for what can be decided from outside, unless AWS is in scope', () => {
    const web = claims.filter(({ kind }) => kind === 'transit.https-only');
    const artifactsOf = (awsInScope: boolean): readonly string[] => {
      const plan = makePlan(web, registry, [], awsInScope);
      return 'unknown' in plan ? [] : plan.artifacts;
    };
    expect(artifactsOf(false)).toEqual(['web.http']);
    expect(artifactsOf(true)).toEqual(expect.arrayContaining(['aws.elb.listeners', 'web.http']));
  });

  test('reads the caller’s own account for what nothing else decides', () => {
    const only = claims.filter(({ kind }) => kind === 'identity.password-policy');
    expect(makePlan(only, registry, [], false)).toMatchObject({ artifacts: ['aws.iam.password-policy'] });
  });

  test('lists the documents that chosen claims name and a check reads, once each', () => {
    const policy = { artifact: 'web.documents', url: 'https://acme.example/policy' };
    expect(planned().documents).toEqual([
      policy,
      { artifact: 'web.documents', url: 'https://acme.example/terms' },
      { artifact: 'web.pgp-keys', url: 'https://acme.example/key.asc' },
    ]);
    expect(planned('disclosure.policy-url', 'identity.mfa').documents).toEqual([policy]);
    expect(planned('identity.mfa').documents).toEqual([]);
  });

  test('knows what a claim waits for', () => {
    const plan = planned('disclosure.policy');
    const [claim] = plan.claims;
    expect(claim && needsOf(claim, plan)).toEqual(['web.http']);
  });
});

test('a policy allows each action once, sorted, on everything, and nothing but that', () => {
  const wide = ['s3:GetBucketPolicy', 'ec2:DescribeVpcs', 's3:GetBucketPolicy'];
  expect(policyDocument(wide.map((action) => ({ action, resources: [] })))).toEqual({
    Version: '2012-10-17',
    Statement: [
      { Sid: 'ClaimcheckRead', Effect: 'Allow', Action: ['ec2:DescribeVpcs', 's3:GetBucketPolicy'], Resource: '*' },
    ],
  });
});

test('an action that would allow too much stands apart, on what is read', () => {
  const { Statement } = policyDocument([
    { action: 'apigateway:GET', resources: ['arn:aws:apigateway:*::/restapis'] },
    { action: 'ec2:DescribeVpcs', resources: [] },
    { action: 'apigateway:GET', resources: ['arn:aws:apigateway:*::/apis'] },
  ]);
  expect(Statement.map(({ Action, Resource }) => [Action, Resource])).toEqual([
    [['ec2:DescribeVpcs'], '*'],
    [['apigateway:GET'], ['arn:aws:apigateway:*::/apis', 'arn:aws:apigateway:*::/restapis']],
  ]);
});
