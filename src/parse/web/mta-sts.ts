/** An MTA-STS policy file (RFC 8461 section 3.2). */
export interface StsPolicy {
  readonly mode: 'enforce' | 'testing' | 'none';
  /** Patterns of the hosts that mail may go to, lower case. */
  readonly mx: readonly string[];
  /** Seconds. */
  readonly maxAge: number;
}

export type StsReading =
  | { readonly ok: true; readonly policy: StsPolicy }
  | { readonly ok: false; readonly problem: string };

const MOST_LINES = 1_000;
const LONGEST_AGE = 31_557_600;
const FIELD = /^([A-Za-z0-9][A-Za-z0-9_.-]{0,31})[ \t]*:[ \t]*(.*?)[ \t]*$/;
const PATTERN = /^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

const isMode = (text: string | undefined): text is StsPolicy['mode'] =>
  text === 'enforce' || text === 'testing' || text === 'none';

const problem = (text: string): StsReading => ({ ok: false, problem: text });

/** Reads a policy file; of repeated fields other than `mx` the first counts, unknown ones are ignored. */
export const parseStsPolicy = (text: string): StsReading => {
  const lines = text.split(/\r?\n/).slice(0, MOST_LINES);
  const fields = lines.filter((line) => line.trim() !== '').map((line) => FIELD.exec(line));
  if (fields.some((field) => field === null)) return problem('syntax');
  const valuesOf = (key: string): readonly string[] =>
    fields.flatMap((field) => (field?.[1] === key ? [field[2] ?? ''] : []));
  if (valuesOf('version')[0] !== 'STSv1') return problem('version');
  const [mode] = valuesOf('mode');
  if (!isMode(mode)) return problem('mode');
  const [age = ''] = valuesOf('max_age');
  if (!/^\d{1,10}$/.test(age) || Number(age) > LONGEST_AGE) return problem('max_age');
  const mx = valuesOf('mx').map((pattern) => pattern.toLowerCase());
  if (mx.some((pattern) => !PATTERN.test(pattern)) || (mx.length === 0 && mode !== 'none')) return problem('mx');
  return { ok: true, policy: { mode, mx, maxAge: Number(age) } };
};

/** Whether a pattern covers a host: itself, or, with `*.`, one label more (RFC 8461 section 4.1). */
export const coversMx = (pattern: string, host: string): boolean => {
  const name = host.toLowerCase().replace(/\.$/, '');
  return pattern.startsWith('*.')
    ? name.slice(name.indexOf('.') + 1) === pattern.slice(2) && name.includes('.')
    : name === pattern;
};
