import type { AwsPlace } from '../../domain/aws.ts';
import type { InstanceSubject } from '../../domain/network.ts';

interface KeyPair extends AwsPlace {
  /** ARN. */
  readonly id: string;
  readonly name: string;
  /** Ids of the running instances that were launched with it, sorted; never empty. */
  readonly instances: readonly string[];
}

/** Key pairs by the running instances that were launched with them. A name means one pair within an account and region. */
export const keyPairsInUse = (instances: readonly InstanceSubject[]): readonly KeyPair[] => {
  const pairs = new Map<string, KeyPair>();
  for (const { id: instance, state, keyName: name, account, region } of instances) {
    if (state !== 'running' || name === null) continue;
    const id = `arn:aws:ec2:${region}:${account}:key-pair/${name}`;
    const users = [...(pairs.get(id)?.instances ?? []), instance].sort();
    pairs.set(id, { id, account, region, name, instances: users });
  }
  return [...pairs.values()];
};
