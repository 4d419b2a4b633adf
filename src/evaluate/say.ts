import type { CheckContext, Detail, Reasons, Say } from '../domain/check.ts';
import type { Said, Subject } from '../domain/finding.ts';
import type { Gap } from '../domain/gap.ts';
import { describeGap } from '../domain/gap.ts';

/** A sentence that a reading is missing: the only way to `unknown`. */
export const sayUnread = (subject: Subject, gap: Gap, what = ''): Said => ({
  status: 'unknown',
  reason: `gap.${gap.kind}`,
  message: `${what === '' ? 'could not look' : `could not read ${what}`}: ${describeGap(gap)}`,
  subject,
  fix: gap.kind === 'denied' ? `Allow ${gap.action} to the identity that scans.` : null,
  proof: null,
  measured: null,
  badness: null,
  gap,
});

/** The voice of one check: fills the slots of its declared reasons. */
export const createSay = <R extends Reasons>(reasons: R, context: CheckContext): Say<R> => ({
  now: context.now,
  environments: context.environments,
  is: (subject, reason, ...[slots, detail]) => {
    const declared = reasons[reason];
    if (!declared) throw new TypeError(`undeclared reason "${reason}"`);
    return {
      status: declared.status,
      reason,
      message: fill(declared.text, slots ?? {}),
      subject,
      fix: declared.status === 'fail' ? declared.fix : null,
      ...withDefaults(detail),
      gap: null,
    };
  },
  unread: (subject, gap, detail) => ({ ...sayUnread(subject, gap), ...supported(detail) }),
});

const withDefaults = (detail: Detail = {}) => ({
  proof: detail.proof ?? null,
  measured: detail.measured ?? null,
  badness: detail.badness ?? null,
  ...(detail.places === undefined ? {} : { places: detail.places }),
});

const supported = ({ proof, places }: Pick<Detail, 'proof' | 'places'> = {}) => ({
  ...(proof === undefined ? {} : { proof }),
  ...(places === undefined ? {} : { places }),
});

const fill = (text: string, slots: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, slot: string) => String(slots[slot] ?? whole));
