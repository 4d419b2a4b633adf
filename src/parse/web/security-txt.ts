import type { WebBody } from '../../domain/web.ts';
import { isCleartext, linesOf, mentionsPgp, readCleartext } from './cleartext.ts';
import { type DateTime, parseDateTime } from './date-time.ts';

/** A security.txt file, read and held against RFC 9116. Codes name rules; an empty `problems` means it is valid. */
export interface SecurityTxt {
  readonly problems: readonly string[];
  readonly recommendations: readonly string[];
  readonly notes: readonly string[];
  readonly contacts: readonly string[];
  readonly policies: readonly string[];
  readonly encryption: readonly string[];
  /** Milliseconds since the epoch; null unless there is exactly one readable Expires. */
  readonly expires: number | null;
  /** Whether it has an OpenPGP cleartext signature; the signature itself is not verified here. */
  readonly signed: boolean;
}

export interface SecurityTxtInput {
  /** Content-Type field lines. */
  readonly contentType: readonly string[];
  readonly body: WebBody;
  /** URLs it may name as canonical: the one asked for and the one that answered. */
  readonly urls: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const MAX_BYTES = 32_768;
const MAX_LINES = 1000;
const MAX_FIELD = 2048;
const SOON_DAYS = 30;
const DAY = 86_400_000;
const URI_FIELDS = new Set([
  'acknowledgments',
  'acknowledgements',
  'canonical',
  'contact',
  'csaf',
  'encryption',
  'hiring',
  'policy',
]);
const OTHER_FIELDS = new Set(['expires', 'preferred-languages']);
// RFC 5646: langtag by shape, private use, and the grandfathered tags that fit neither.
const LANGUAGE =
  /^(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[a-wy-z0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?|x(?:-[a-z0-9]{1,8})+|i-[a-z]{3,8}|en-gb-oed|sgn-[a-z]{2}-[a-z]{2}|art-lojban|zh-min|zh-min-nan|no-bok|no-nyn)$/i;

interface Field {
  readonly name: string;
  readonly value: string;
}

const mediaProblems = (contentType: readonly string[]): readonly string[] => {
  const [type, ...parameters] = (contentType[0] ?? '').split(';').map((part) => part.trim().toLowerCase());
  if (type === undefined || type === '') return ['no_content_type'];
  if (type !== 'text/plain') return ['invalid_media'];
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length);
  const known = charset === undefined || ['utf-8', 'csutf8'].includes(charset.replace(/^"(.*)"$/, '$1'));
  return known ? [] : ['invalid_charset'];
};

const uriProblem = (value: string): string | null => {
  const scheme = /^([a-z][a-z0-9+.-]*):./i.exec(value)?.[1]?.toLowerCase();
  if (scheme === undefined) return 'no_uri';
  return scheme === 'http' ? 'no_https' : null;
};

const readLine = (line: string, problems: string[]): Field | null => {
  if (line.startsWith('#') || line.trim() === '') return null;
  if (line.length > MAX_FIELD) problems.push('too_large');
  const colon = line.indexOf(':');
  if (colon === -1) {
    problems.push('invalid_line');
    return null;
  }
  const key = line.slice(0, colon);
  const rest = line.slice(colon + 1);
  const name = key.trim().toLowerCase();
  const value = rest.trim();
  if (name === '') problems.push('empty_key');
  else if (/\s$/.test(key) || /^\s/.test(key)) problems.push('prec_ws');
  if (value === '') problems.push('empty_value');
  else if (!rest.startsWith(' ')) problems.push('no_space');
  return name === '' || value === '' ? null : { name, value };
};

const valuesOf = (fields: readonly Field[], name: string): readonly string[] =>
  fields.filter((field) => field.name === name).map(({ value }) => value);

const oneYearAfter = (now: number): number => {
  const date = new Date(now);
  return date.setUTCFullYear(date.getUTCFullYear() + 1);
};

interface Expiry {
  readonly problems: readonly string[];
  readonly recommendations: readonly string[];
  readonly notes: readonly string[];
  readonly instant: number | null;
}

const judgeDate = (value: string, now: number): Expiry => {
  const date: DateTime | null = parseDateTime(value);
  if (date === null) return { problems: ['invalid_expiry'], recommendations: [], notes: [], instant: null };
  const { instant, spaced } = date;
  const left = instant - now;
  return {
    problems: left <= 0 ? ['expired'] : [],
    recommendations: instant > oneYearAfter(now) ? ['long_expiry'] : [],
    notes: [...(spaced ? ['expires_with_space'] : []), ...(left > 0 && left < SOON_DAYS * DAY ? ['expires_soon'] : [])],
    instant,
  };
};

const judgeExpiry = (values: readonly string[], now: number): Expiry => {
  const [first, ...others] = values.map((value) => judgeDate(value, now));
  if (first === undefined) return { problems: ['no_expire'], recommendations: [], notes: [], instant: null };
  if (others.length === 0) return first;
  const all = [first, ...others];
  return {
    problems: ['multi_expire', ...all.flatMap(({ problems }) => problems)],
    recommendations: all.flatMap(({ recommendations }) => recommendations),
    notes: all.flatMap(({ notes }) => notes),
    instant: null,
  };
};

const fieldProblems = (fields: readonly Field[], urls: readonly string[]): readonly string[] => {
  const problems: string[] = [];
  if (valuesOf(fields, 'contact').length === 0) problems.push('no_contact');
  for (const { name, value } of fields) {
    const problem = URI_FIELDS.has(name) ? uriProblem(value) : null;
    if (problem !== null) problems.push(problem);
  }
  const languages = valuesOf(fields, 'preferred-languages');
  if (languages.length > 1) problems.push('multi_lang');
  const tags = languages.flatMap((value) => value.split(',')).map((tag) => tag.trim());
  if (tags.some((tag) => !LANGUAGE.test(tag))) problems.push('invalid_lang');
  const canonical = valuesOf(fields, 'canonical');
  if (canonical.length > 0 && !canonical.some((url) => urls.includes(url))) problems.push('no_canonical_match');
  if (valuesOf(fields, 'csaf').some((url) => !url.endsWith('provider-metadata.json'))) problems.push('no_csaf_file');
  return problems;
};

const advise = (fields: readonly Field[], signed: boolean): readonly string[] => {
  const mail = valuesOf(fields, 'contact').some((contact) => contact.toLowerCase().startsWith('mailto:'));
  return [
    ...(signed ? [] : ['not_signed']),
    ...(signed && valuesOf(fields, 'canonical').length === 0 ? ['no_canonical'] : []),
    ...(mail && valuesOf(fields, 'encryption').length === 0 ? ['no_encryption'] : []),
    ...(valuesOf(fields, 'csaf').length > 1 ? ['multiple_csaf_fields'] : []),
  ];
};

const unique = (codes: readonly string[]): readonly string[] => [...new Set(codes)];

const unreadable = (problems: readonly string[]): SecurityTxt => ({
  problems: unique(problems),
  recommendations: [],
  notes: [],
  contacts: [],
  policies: [],
  encryption: [],
  expires: null,
  signed: false,
});

/**
 * Reads a security.txt file and holds it against RFC 9116, with the rule codes of the field's common checkers. A page
 * of another media type is not read at all: sites that answer every path with their home page would seem to have one.
 */
export const parseSecurityTxt = ({ contentType, body, urls, now }: SecurityTxtInput): SecurityTxt => {
  const media = mediaProblems(contentType);
  if (media.includes('no_content_type') || media.includes('invalid_media')) return unreadable(media);
  if (body.encoding !== 'utf8') return unreadable([...media, 'utf8']);
  const bom = body.text.startsWith('\uFEFF');
  const text = bom ? body.text.slice(1) : body.text;
  const problems = [...media, ...(bom ? ['bom_in_file'] : [])];
  if (body.cut || text.length > MAX_BYTES) problems.push('too_large');
  if (!text.endsWith('\n') || /\r(?!\n)/.test(text)) problems.push('no_line_separators');
  const all = linesOf(text);
  if (all.length > MAX_LINES) problems.push('too_large');
  const signed = isCleartext(all);
  if (!signed && mentionsPgp(all)) problems.push('signed_format_issue');
  const message = signed ? readCleartext(all) : { lines: all, problems: [] };
  problems.push(...message.problems);
  const fields = message.lines
    .slice(0, MAX_LINES)
    .map((line) => readLine(line, problems))
    .filter((field) => field !== null);
  const expiry = judgeExpiry(valuesOf(fields, 'expires'), now);
  const unknown = fields.some(({ name }) => !URI_FIELDS.has(name) && !OTHER_FIELDS.has(name));
  return {
    problems: unique([...problems, ...fieldProblems(fields, urls), ...expiry.problems]),
    recommendations: unique([...advise(fields, signed), ...expiry.recommendations]),
    notes: unique([...expiry.notes, ...(unknown ? ['unknown_field'] : [])]),
    contacts: valuesOf(fields, 'contact'),
    policies: valuesOf(fields, 'policy'),
    encryption: valuesOf(fields, 'encryption'),
    expires: expiry.instant,
    signed,
  };
};
