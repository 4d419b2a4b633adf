import { trimWhere } from './trim.ts';

/** Findings of a rule set: ids of errors (not eligible) and of warnings, in the order the rules were tried. */
export interface RuleFindings {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

export const noFindings: RuleFindings = { errors: [], warnings: [] };

export const joinFindings = (...parts: readonly RuleFindings[]): RuleFindings => ({
  errors: parts.flatMap((part) => part.errors),
  warnings: parts.flatMap((part) => part.warnings),
});

export const findError = (id: string): RuleFindings => ({ errors: [id], warnings: [] });
export const findWarning = (id: string): RuleFindings => ({ errors: [], warnings: [id] });

/** Which minimum a list entry was accepted under; new entries need one year. */
export type PreloadPolicy = 'bulk-1-year' | 'bulk-18-weeks';

const EIGHTEEN_WEEKS = 10_886_400;
const ONE_YEAR = 31_536_000;
const TEN_YEARS = 315_360_000;
const LARGEST_UINT64 = 18_446_744_073_709_551_615n;

interface Header {
  preload: boolean;
  includeSubDomains: boolean;
  maxAge: bigint | null;
}

/** The list's own parser trims Unicode white space, which includes U+0085 and excludes U+FEFF; String.trim differs in both. */
const trim = (text: string): string => trimWhere(text, (character) => /\p{White_Space}/u.test(character));

class Findings implements RuleFindings {
  readonly errors: string[] = [];
  readonly warnings: string[] = [];

  error(id: string): void {
    this.errors.push(id);
  }

  errorOnce(id: string): void {
    if (!this.errors.includes(id)) this.error(id);
  }

  warn(id: string): void {
    this.warnings.push(id);
  }

  warnOnce(id: string): void {
    if (!this.warnings.includes(id)) this.warn(id);
  }
}

const readMaxAge = (value: string, found: Findings): bigint | null => {
  if (value.startsWith('0') && value.length > 1) found.warn('header.parse.max_age.leading_zero');
  if (/[^0-9]/.test(value)) {
    found.error('header.parse.max_age.non_digit_characters');
    return null;
  }
  if (value === '' || BigInt(value) > LARGEST_UINT64) {
    found.error('header.parse.max_age.parse_int_error');
    return null;
  }
  return BigInt(value);
};

const readFlag = (header: Header, key: 'preload' | 'includeSubDomains', id: string, found: Findings): void => {
  if (header[key]) found.warnOnce(`header.parse.repeated.${id}`);
  header[key] = true;
};

const readDirective = (directive: string, header: Header, found: Findings): void => {
  const lower = directive.toLowerCase();
  if (lower === 'preload') readFlag(header, 'preload', 'preload', found);
  else if (lower.startsWith('preload')) found.warnOnce('header.parse.invalid.preload');
  else if (lower === 'includesubdomains') readFlag(header, 'includeSubDomains', 'include_sub_domains', found);
  else if (lower.startsWith('includesubdomains')) found.warnOnce('header.parse.invalid.include_sub_domains');
  else if (lower.startsWith('max-age=')) {
    const maxAge = readMaxAge(directive.slice('max-age='.length), found);
    if (maxAge !== null && header.maxAge !== null) found.warnOnce('header.parse.repeated.max_age');
    header.maxAge ??= maxAge;
  } else if (lower.startsWith('max-age')) found.errorOnce('header.parse.invalid.max_age.no_value');
  else if (lower === '') found.warnOnce('header.parse.empty_directive');
  else found.warn('header.parse.unknown_directive');
};

const parse = (text: string): { readonly header: Header; readonly found: Findings } => {
  const header: Header = { preload: false, includeSubDomains: false, maxAge: null };
  const found = new Findings();
  const directives = text.split(';').map(trim);
  if (directives.length === 1 && directives[0] === '') found.warn('header.parse.empty');
  else for (const directive of directives) readDirective(directive, header, found);
  return { header, found };
};

const requireMaxAge = (maxAge: bigint | null, policy: PreloadPolicy): RuleFindings => {
  const rule = 'header.preloadable.max_age';
  const [minimum, name] = policy === 'bulk-1-year' ? [ONE_YEAR, '1_year'] : [EIGHTEEN_WEEKS, '18_weeks'];
  if (maxAge === null) return findError(`${rule}.missing`);
  if (maxAge === 0n) return findError(`${rule}.zero`);
  if (maxAge < minimum) return findError(`${rule}.below_${name}`);
  return maxAge > TEN_YEARS ? findWarning(`${rule}.over_10_years`) : noFindings;
};

/**
 * Judges one Strict-Transport-Security field value by the submission rules of the HSTS preload list
 * (hstspreload.org, chromium/hstspreload header.go). Its grammar is not the one of RFC 6797: no quoting, no space
 * around `=`, repeats tolerated. The ids are the list's own.
 */
export const checkPreloadHeader = (text: string, policy: PreloadPolicy = 'bulk-1-year'): RuleFindings => {
  const { header, found } = parse(text);
  return joinFindings(
    found,
    header.includeSubDomains ? noFindings : findError('header.preloadable.include_sub_domains.missing'),
    header.preload ? noFindings : findError('header.preloadable.preload.missing'),
    requireMaxAge(header.maxAge, policy),
  );
};

/** Whether the value carries the `preload` directive as the list reads it. */
export const asksForPreload = (text: string): boolean => parse(text).header.preload;

/** Judges one field value by the removal rules of the list: parse warnings are dropped, parse errors kept. */
export const checkRemovalHeader = (text: string): RuleFindings => {
  const { header, found } = parse(text);
  return joinFindings(
    { errors: found.errors, warnings: [] },
    header.preload ? findError('header.removable.contains.preload') : noFindings,
    header.maxAge === null ? findError('header.removable.missing.max_age') : noFindings,
  );
};
