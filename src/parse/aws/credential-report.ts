import type { Instant } from '../../domain/aws.ts';
import { parseCsvLine } from './csv.ts';

/** One user of the credential report. null = the report does not say (`N/A`, `not_supported`, `no_information`). */
export interface ReportedUser {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: Instant | null;
  /** Access keys that are active; null where a column is missing or unreadable. */
  readonly activeKeys: number | null;
}

const maxBytes = 20_000_000;

/**
 * Reads the report of GetCredentialReport: CSV in base64 with a header line. Returns null for anything that is no such
 * report. The root user's row is left out: its facts come from live calls.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
 */
export const parseCredentialReport = (base64: string): readonly ReportedUser[] | null => {
  if (base64.length > maxBytes) return null;
  const [head, ...lines] = decode(base64)
    .split(/\r?\n/)
    .filter((line) => line !== '');
  const columns = parseCsvLine(head ?? '');
  if (!['user', 'arn', 'access_key_1_active', 'access_key_2_active'].every((name) => columns.includes(name)))
    return null;
  const users: ReportedUser[] = [];
  for (const line of lines) {
    const cells = parseCsvLine(line);
    if (cells.length !== columns.length) return null;
    const cell = (name: string): string => cells[columns.indexOf(name)] ?? '';
    if (cell('user') !== '<root_account>') users.push(toUser(cell));
  }
  return users;
};

const decode = (base64: string): string => {
  const bytes = Uint8Array.from(atobSafe(base64), (character) => character.charCodeAt(0));
  return new TextDecoder().decode(bytes);
};

const atobSafe = (base64: string): string => {
  try {
    return atob(base64);
  } catch {
    return '';
  }
};

const toUser = (cell: (name: string) => string): ReportedUser => {
  const created = Date.parse(cell('user_creation_time'));
  const keys = [flag(cell('access_key_1_active')), flag(cell('access_key_2_active'))];
  return {
    name: cell('user'),
    arn: cell('arn'),
    createdAt: Number.isNaN(created) ? null : created,
    activeKeys: keys.includes(null) ? null : keys.filter(Boolean).length,
  };
};

const flag = (text: string): boolean | null => (text === 'true' ? true : text === 'false' ? false : null);
