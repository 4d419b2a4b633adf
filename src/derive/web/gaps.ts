import type { Gap } from '../../domain/gap.ts';
import type { DocumentFacts, HttpFacts, WebErrorKind } from '../../domain/web.ts';
import { answerOf, type PlainVerdict } from './https-only.ts';

type WebGapKind = Exclude<Gap['kind'], 'denied' | 'credentials'>;

const KINDS: Readonly<Partial<Record<WebErrorKind, WebGapKind>>> = {
  timeout: 'timeout',
  filtered: 'timeout',
  malformed: 'malformed',
  'too-large': 'malformed',
  'not-recorded': 'notRecorded',
  interrupted: 'interrupted',
};

// Answers that came and leave the question open.
const OPEN_ANSWERS = new Set([
  'server-error',
  'unsafe-target',
  'not-reproduced',
  'path-not-redirected',
  'https-untrusted',
]);

const isErrorKind = (code: string): code is WebErrorKind => code in KINDS;

/** Why an inconclusive verdict is one, as a gap. */
export const plainGap = ({ code, because }: PlainVerdict): Gap => {
  if (isErrorKind(code)) return { kind: KINDS[code] ?? 'unreachable', detail: because };
  return { kind: OPEN_ANSWERS.has(code) ? 'inconclusive' : 'unreachable', detail: because };
};

/** Why no HTTPS answer of an endpoint was seen; null: one was. */
export const httpsGap = ({ addresses }: HttpFacts): Gap | null => {
  const answers = addresses.map(({ secure }) => answerOf(secure));
  if (answers.some(({ ok }) => ok)) return null;
  const [first] = answers;
  if (first === undefined || first.ok) return { kind: 'unreachable', detail: 'the name has no address' };
  const { kind, detail } = first.error;
  if (kind === 'blocked')
    return { kind: 'unreachable', detail: `not asked, for safety: ${detail} (--allow-private allows it)` };
  return { kind: KINDS[kind] ?? 'unreachable', detail: `HTTPS does not answer: ${kind} (${detail})` };
};

/** Why a document was not seen; `because` says it in words. An answer that leaves the question open is one, too. */
export const documentGap = ({ chain }: DocumentFacts, because: string): Gap => {
  const last = chain.hops.at(-1)?.outcome;
  if (last === undefined || last.ok) return { kind: 'inconclusive', detail: because };
  return { kind: KINDS[last.error.kind] ?? 'unreachable', detail: because };
};
