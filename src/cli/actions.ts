import { operationOf } from '../collect/aws/operations/index.ts';
import { collectors } from '../collect/collectors.generated.ts';
import type { ArtifactKey } from '../domain/artifacts.ts';
import type { Right } from '../plan/policy.ts';

/** What every scan of an account asks: who we are, and which regions there are. */
const always = ['sts:GetCallerIdentity', 'ec2:DescribeRegions'] as const;

const operationsFor = (artifacts: readonly ArtifactKey[]) => {
  const chosen = artifacts
    .map((key) => collectors[key])
    .flatMap((collector) => (collector.source === 'aws' ? [collector] : []));
  const names = chosen.length === 0 ? [] : [...always, ...chosen.flatMap((collector) => collector.operations)];
  return names.map((name) => operationOf(name));
};

/** The IAM actions that reading these artifacts needs. */
export const actionsFor = (artifacts: readonly ArtifactKey[]): readonly string[] =>
  [...new Set(operationsFor(artifacts).map(({ action }) => action))].sort();

/** The same with what each action has to be allowed on; no resources = everything. */
export const rightsFor = (artifacts: readonly ArtifactKey[]): readonly Right[] =>
  operationsFor(artifacts).map(({ action, resources = [] }) => ({ action, resources }));
