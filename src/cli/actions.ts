import { operationOf } from '../collect/aws/operations/index.ts';
import { collectors } from '../collect/collectors.generated.ts';
import type { ArtifactKey } from '../domain/artifacts.ts';

/** What every scan of an account asks: who we are, and which regions there are. */
const always = ['sts:GetCallerIdentity', 'ec2:DescribeRegions'] as const;

/** The IAM actions that reading these artifacts needs. */
export const actionsFor = (artifacts: readonly ArtifactKey[]): readonly string[] => {
  const chosen = artifacts
    .map((key) => collectors[key])
    .flatMap((collector) => (collector.source === 'aws' ? [collector] : []));
  if (chosen.length === 0) return [];
  const operations = [...always, ...chosen.flatMap((collector) => collector.operations)];
  return [...new Set(operations.map((name) => operationOf(name).action))].sort();
};
