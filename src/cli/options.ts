import type { Command } from 'commander';
import { Option } from 'commander';
import { kindOf } from './files.ts';
import { UsageError } from './usage.ts';

/** Collects the values of a repeatable option. */
export const repeat = (value: string, earlier: readonly string[]): readonly string[] => [...earlier, value];

/** A positive number of seconds, as milliseconds. */
const seconds = (value: string): number => {
  const parsed = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  if (!(parsed > 0 && parsed <= 3_600))
    throw new UsageError(`--timeout takes seconds from 0.1 to 3600, not "${value}"`);
  return parsed * 1_000;
};

const count = (value: string): number => {
  const parsed = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(parsed >= 1 && parsed <= 512))
    throw new UsageError(`--concurrency takes a number from 1 to 512, not "${value}"`);
  return parsed;
};

export interface ScreenOptions {
  readonly plain?: boolean;
  readonly color: boolean;
  readonly ascii?: boolean;
}

export interface WebOptions {
  readonly trustStore?: string;
  readonly hstsList?: string;
  readonly hstsListDate?: string;
  readonly allowPrivate?: boolean;
  /** False: revocation and missing intermediates are not looked up. */
  readonly revocation?: boolean;
  readonly ipRanges?: string;
  /** Whether the preload list's own service is asked too. */
  readonly online?: boolean;
  /** Where that service is. */
  readonly listService?: string;
  readonly resolve: readonly string[];
  /** Milliseconds. */
  readonly timeout?: number;
}

export interface OutputOptions extends ScreenOptions {
  readonly json?: string | true;
  readonly output: readonly string[];
}

export interface JudgeOptions extends OutputOptions {
  readonly baseline?: string;
  readonly waivers?: string;
  readonly gate?: 'contradicted' | 'regression';
  readonly allowUnverified?: boolean;
  readonly newChecks: 'warn' | 'fail';
  readonly strict?: boolean;
  readonly only: readonly string[];
  readonly region: readonly string[];
  readonly allRegions?: boolean;
  readonly endpoint: readonly string[];
  readonly discover: boolean;
}

export interface DemoOptions extends OutputOptions {
  readonly only: readonly string[];
  readonly allowUnverified?: boolean;
}

export interface AccessOptions {
  readonly profile?: string;
  readonly roleArn?: string;
  readonly externalId?: string;
}

export interface ScanOptions extends JudgeOptions, WebOptions, AccessOptions {
  readonly evidence?: string;
  readonly concurrency?: number;
  readonly active?: boolean;
}

/** Where the network is read: from evidence, or live from one account. */
export interface NetworkOptions extends AccessOptions {
  readonly evidence?: string;
  readonly region: readonly string[];
  readonly json?: boolean;
}

export const withScreen = (command: Command): Command =>
  command
    .option('--plain', 'plain lines instead of the terminal app')
    .option('--no-color', 'no colours')
    .option('--ascii', 'ASCII marks only');

export const withOutput = (command: Command): Command =>
  command
    .option('--json [FILE]', 'the result as JSON to FILE, or to stdout')
    .option(
      '-o, --output <FORMAT=FILE>',
      'a report; repeatable (formats: json, sarif, junit, markdown, html, csv)',
      repeat,
      [],
    );

export const withJudging = (command: Command): Command =>
  withScreen(withOutput(command))
    .option('--baseline <FILE>', 'compare with a pinned result; makes the gate `regression`')
    .option('--waivers <FILE>', 'owned, dated exceptions')
    .addOption(new Option('--gate <GATE>', 'what makes the exit code 1').choices(['contradicted', 'regression']))
    .option('--allow-unverified', 'exit 0 although a claim is unverified')
    .addOption(
      new Option('--new-checks <MODE>', 'failures of checks that the baseline does not know')
        .choices(['warn', 'fail'])
        .default('warn'),
    )
    .option('--strict', 'a stale baseline entry or an unused waiver fails too')
    .option('--only <ID>', 'only this claim, kind or check; repeatable', repeat, [])
    .option('--region <REGION>', 'read this region instead of those of the claims file; repeatable', repeat, [])
    .option('--all-regions', 'read every region that the account has enabled')
    .option(
      '--endpoint <HOST[:PORT]>',
      'look at this endpoint instead of those of the claims file; repeatable',
      repeat,
      [],
    )
    .option('--no-discover', 'leave alone the public names that AWS tells of');

export const withWeb = (command: Command): Command =>
  command
    .option('--trust-store <FILE>', 'PEM file with the root certificates to trust')
    .option(
      '--hsts-list <FILE>',
      "Chromium's transport_security_state_static.json (default: what `hsts-list update` brought)",
    )
    .option('--hsts-list-date <DAY>', 'the day that the list stands for, YYYY-MM-DD')
    .option('--allow-private', 'connect to private and loopback addresses too')
    .option('--no-revocation', 'fetch no revocation lists, OCSP responses or missing intermediates')
    .option('--resolve <HOST:PORT:ADDRESS[,ADDRESS]>', 'use these addresses, as curl does; repeatable', repeat, [])
    .option('--timeout <SECONDS>', 'bound of one exchange', seconds);

/** Questions to services of others, which learn the names of the hosts. */
export const withOnline = (command: Command): Command =>
  command
    .option('--online', 'ask hstspreload.org for the state of each host too; it learns their names')
    .addOption(new Option('--list-service <URL>', 'ask this copy of hstspreload.org').hideHelp());

const withAccess = (command: Command): Command =>
  command
    .option('--profile <PROFILE>', 'AWS profile')
    .option('--role-arn <ARN>', 'role to assume')
    .option('--external-id <ID>', 'external id of the role');

export const withNetwork = (command: Command): Command =>
  withAccess(command)
    .option('--evidence <DIR>', 'answer from this recorded directory, offline, instead of reading the account now')
    .option('--region <REGION>', 'read this region only; repeatable', repeat, [])
    .option('--json', 'JSON on stdout');

export const withScan = (command: Command): Command =>
  withAccess(withOnline(withWeb(withJudging(command))))
    .option(
      '--ip-ranges <FILE>',
      "AWS's ip-ranges.json, to tell by its address where an endpoint is hosted (default: what `ip-ranges update` brought)",
    )
    .option('--evidence <DIR>', 'keep everything that is read in this new directory')
    .option('--concurrency <N>', 'AWS calls in flight at most', count);

/**
 * `--json` takes an optional file, so a claims file or evidence directory right behind it would be taken for the file to
 * write. What cannot be meant as JSON output is given back as a positional argument.
 */
export const untangleJson = <O extends { readonly json?: string | true }>(
  options: O,
  positionals: readonly (string | undefined)[],
): { readonly options: O; readonly positionals: readonly (string | undefined)[] } => {
  const { json } = options;
  if (typeof json !== 'string') return { options, positionals };
  const isDirectory = kindOf(json) === 'directory';
  if (!isDirectory && !/\.ya?ml$/i.test(json)) return { options, positionals };
  const free = positionals.findLastIndex((value) => value !== undefined) + 1;
  if (free >= positionals.length) throw new UsageError(`--json ${json}: that is no file to write JSON to`);
  return {
    options: { ...options, json: true },
    // Evidence comes before claims.
    positionals: isDirectory
      ? [json, ...positionals.slice(0, -1)]
      : positionals.map((value, index) => (index === free ? json : value)),
  };
};
