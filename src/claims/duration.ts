import type { Parsed } from './parsed.ts';

const UNITS = [
  ['w', 604_800],
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
  ['s', 1],
] as const;

const DURATION = /^(?:(\d{1,6})w)?(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/;

/** Reads `6h`, `180d` or `1h30m` (units w, d, h, m, s in this order) as seconds, more than zero. */
export const parseDuration = (text: string): Parsed<number> => {
  const match = DURATION.exec(text);
  const seconds = UNITS.reduce((sum, [, size], index) => sum + Number(match?.[index + 1] ?? 0) * size, 0);
  if (seconds === 0)
    return { ok: false, message: 'not a duration; write a number and a unit, such as "30m", "6h" or "180d"' };
  return { ok: true, value: seconds };
};

/** Writes whole seconds as `parseDuration` reads them; weeks are written in days. */
export const formatDuration = (seconds: number): string => {
  let rest = seconds;
  let text = '';
  for (const [unit, size] of UNITS.slice(1)) {
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text;
};
