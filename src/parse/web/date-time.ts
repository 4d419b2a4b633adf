const FORM = /^(\d{4})-(\d{2})-(\d{2})([Tt ])(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/** An instant as RFC 3339 writes it. */
export interface DateTime {
  /** Milliseconds since the epoch, fractions of a second dropped. */
  readonly instant: number;
  /** A space stands for the T: section 5.6 allows it by a note, stricter grammars do not. */
  readonly spaced: boolean;
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/**
 * Reads an RFC 3339 date-time. Unlike `Date.parse` it takes nothing else and rolls nothing over: 30 February and
 * 24:00 are no dates. A leap second counts as the second after it.
 */
export const parseDateTime = (text: string): DateTime | null => {
  const match = FORM.exec(text);
  if (match === null) return null;
  const part = (group: number): number => Number(match[group] ?? 0);
  const [year, month, day] = [part(1), part(2), part(3)];
  const [hour, minute, second] = [part(5), part(6), part(7)];
  const [offsetHour, offsetMinute] = [part(9), part(10)];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return null;
  const offset = (match[8] === '-' ? -1 : 1) * (offsetHour * 60 + offsetMinute);
  return { instant: Date.UTC(year, month - 1, day, hour, minute - offset, second), spaced: match[4] === ' ' };
};
