import type { Gap } from '../../domain/gap.ts';
import type { DnsErrorKind, DnsOutput } from '../../domain/web.ts';

const kinds: Readonly<Record<DnsErrorKind, Gap['kind'] | null>> = {
  // The name has no address of this family: an answer.
  nodata: null,
  nxdomain: 'unreachable',
  servfail: 'unreachable',
  refused: 'unreachable',
  timeout: 'timeout',
  malformed: 'malformed',
  'not-recorded': 'notRecorded',
};

/** Why the addresses of a name are not known; null when at least one family has one and the other could be asked. */
export const namesGap = ({ v4, v6 }: { readonly v4: DnsOutput; readonly v6: DnsOutput }): Gap | null => {
  const answers = [v4, v6];
  const found = answers.some((answer) => answer.ok && answer.records.length > 0);
  for (const answer of answers) {
    if (answer.ok) continue;
    const kind = kinds[answer.error.kind];
    if (kind === null || kind === 'denied' || (found && kind === 'unreachable')) continue;
    return { kind, detail: `the name does not resolve: ${answer.error.kind} ${answer.error.detail}`.trim() };
  }
  return found ? null : { kind: 'unreachable', detail: 'the name has no address' };
};
