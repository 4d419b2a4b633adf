import { createHash } from 'node:crypto';
import type { Subject } from '../domain/finding.ts';

/**
 * Names a finding across runs: claim, check, partition, account, region, resource and part of it. Message, severity,
 * time, score and tool version are no part of it. `v1:` and 20 hex digits of a SHA-256 over the NUL-joined fields.
 */
export const fingerprint = (claim: string, check: string, subject: Subject): string => {
  const partition = /^arn:([a-z-]+):/.exec(subject.id)?.[1] ?? (subject.account === null ? '' : 'aws');
  const fields = [claim, check, partition, subject.account ?? '', subject.region ?? '', subject.id, subject.part ?? ''];
  return `v1:${createHash('sha256').update(fields.join('\0')).digest('hex').slice(0, 20)}`;
};
