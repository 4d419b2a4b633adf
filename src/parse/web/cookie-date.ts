const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
// Delimiters of RFC 6265 section 5.1.1; digits, letters and the colon are what is left.
const DELIMITERS = /[\x09\x20-\x2F\x3B-\x40\x5B-\x60\x7B-\x7E]+/;

interface Found {
  time?: readonly [number, number, number];
  day?: number;
  month?: number;
  year?: number;
}

const readToken = (token: string, found: Found): void => {
  const time = /^(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\D.*)?$/.exec(token);
  if (found.time === undefined && time !== null) {
    found.time = [Number(time[1]), Number(time[2]), Number(time[3])];
    return;
  }
  const day = /^(\d{1,2})(?:\D.*)?$/.exec(token);
  if (found.day === undefined && day !== null) {
    found.day = Number(day[1]);
    return;
  }
  const month = MONTHS.indexOf(token.slice(0, 3).toLowerCase());
  if (found.month === undefined && month !== -1) {
    found.month = month;
    return;
  }
  const year = /^(\d{2,4})(?:\D.*)?$/.exec(token);
  if (found.year === undefined && year !== null) found.year = Number(year[1]);
};

const fullYear = (year: number): number => {
  if (year >= 70 && year <= 99) return year + 1900;
  return year <= 69 ? year + 2000 : year;
};

/** Reads a cookie date as browsers do (RFC 6265 section 5.1.1): milliseconds since the epoch, null if it is none. */
export const parseCookieDate = (text: string): number | null => {
  const found: Found = {};
  for (const token of text.split(DELIMITERS)) readToken(token, found);
  const { time, day, month, year } = found;
  if (time === undefined || day === undefined || month === undefined || year === undefined) return null;
  const [hour, minute, second] = time;
  if (day < 1 || day > 31 || fullYear(year) < 1601 || hour > 23 || minute > 59 || second > 59) return null;
  const date = new Date(Date.UTC(fullYear(year), month, day, hour, minute, second));
  return date.getUTCDate() === day ? date.getTime() : null;
};
