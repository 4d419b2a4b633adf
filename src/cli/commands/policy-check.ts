import type { PolicyJudgement } from '../../derive/policy/judge.ts';
import { judgePolicy } from '../../derive/policy/judge.ts';
import { stableJson } from '../../domain/json.ts';
import type { ExitCode } from '../../domain/result.ts';
import { visible } from '../../domain/text.ts';
import { parsePolicy } from '../../parse/aws/policy-document.ts';
import { readText } from '../files.ts';
import { UsageError } from '../usage.ts';

export interface PolicyCheckOptions {
  readonly json?: boolean;
  /** Who owns the resource: callers of this account are no strangers. */
  readonly account?: string;
  /** What the policy is attached to. */
  readonly resource?: string;
}

const limit = 1024 * 1024;

/**
 * `claimcheck policy-check FILE|-`: whom a resource-based policy lets in. Exit code 2 when that cannot be told.
 * `input` is where `-` reads from.
 */
export const policyCheck = async (
  file: string,
  options: PolicyCheckOptions,
  input: AsyncIterable<Uint8Array | string> = process.stdin,
): Promise<ExitCode> => {
  const { account = null, resource = null } = options;
  if (account !== null && !/^\d{12}$/.test(account))
    throw new UsageError(`--account "${account}" is no account id; it has twelve digits`);
  if (resource !== null && !/^arn:[^:]+:[^:]+:[^:]*:[^:]*:./.test(resource))
    throw new UsageError(`--resource "${resource}" is no ARN`);
  const name = file === '-' ? 'the standard input' : file;
  const parsed = parsePolicy(file === '-' ? await readAll(input) : readText(file, 'the policy', limit));
  if (!parsed.ok) throw new UsageError(`${name} is no resource-based policy: ${visible(parsed.why)}`);
  const judged = judgePolicy(parsed.value, { account, resource, now: Date.now() });
  process.stdout.write(options.json ? `${stableJson(judged, 2)}\n` : page(name, judged));
  return judged.public === 'unknown' ? 2 : 0;
};

const readAll = async (input: AsyncIterable<Uint8Array | string>): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > limit) throw new UsageError('the policy on the standard input is larger than 1 MiB');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const reach = {
  anonymous: 'anybody, without credentials',
  'any-aws-account': 'anybody with an AWS account',
  listed: 'only callers it names or limits',
  nobody: 'nobody',
} as const satisfies Record<PolicyJudgement['to'], string>;

const said = (answer: boolean | 'unknown'): string => (answer === 'unknown' ? 'cannot be told' : answer ? 'yes' : 'no');

const page = (name: string, { public: open, awsPublic, to, access, statements }: PolicyJudgement): string =>
  [
    visible(name),
    `  public                ${said(open)}`,
    `  public by AWS's test  ${said(awsPublic)}`,
    `  lets in               ${open === 'unknown' ? 'perhaps ' : ''}${reach[to]}`,
    `  strangers can         read: ${said(access.read)}, list: ${said(access.list)}, write: ${said(access.write)}`,
    ...statements.map(({ index, effect, opens, because }) => {
      const mark = opens === 'unknown' ? '?' : opens ? '!' : ' ';
      return `  ${mark} statement ${index} (${effect}): ${visible(because)}`;
    }),
    '',
  ].join('\n');
