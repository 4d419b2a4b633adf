import type { Read } from '../../domain/gap.ts';
import { known, unread } from '../../domain/gap.ts';
import type { PolicyDocument } from '../../parse/aws/policy-document.ts';
import { parsePolicy } from '../../parse/aws/policy-document.ts';

/** The text of a policy that was read, understood; null where there is none. */
export const readPolicy = (text: Read<string | null>): Read<PolicyDocument | null> => {
  if (!text.ok || text.value === null) return text.ok ? known(null) : text;
  const parsed = parsePolicy(text.value);
  return parsed.ok ? known(parsed.value) : unread({ kind: 'malformed', detail: `bucket policy: ${parsed.why}` });
};
