#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import type { ExitCode } from '../domain/result.ts';
import type { HttpOptions } from './commands/http.ts';
import type { PolicyCheckOptions } from './commands/policy-check.ts';
import type { ReachOptions } from './commands/reach.ts';
import type { TlsOptions } from './commands/tls.ts';
import type { DemoOptions, JudgeOptions, NetworkOptions, ScanOptions } from './options.ts';
import {
  repeat,
  untangleJson,
  withJudging,
  withNetwork,
  withOnline,
  withOutput,
  withScan,
  withScreen,
  withWeb,
} from './options.ts';
import { OutputError, UsageError } from './usage.ts';
import { version } from './version.ts';

// The SDK tells it once in `doctor`; on stderr it would tear the screen.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

// A closed pipe (`| head`) is the end of the output, not of the program.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
  });
}

const finish = (code: ExitCode): void => {
  process.exitCode = code;
};

const program = new Command('claimcheck')
  .description('Checks the security claims of a public page against AWS accounts and public endpoints.')
  .version(version)
  .exitOverride()
  .configureOutput({ writeErr: (text) => process.stderr.write(text) })
  .showSuggestionAfterError();

const activeProbes =
  'also provoke old TLS bugs (Heartbleed, ROBOT, padding oracles ...), which settles grades: your own hosts only';

withScan(program.command('scan').argument('[CLAIMS]', 'claims file (default: ./claims.yaml)'))
  .description('read the accounts and endpoints now, and judge the claims')
  .option('--active', activeProbes)
  .action(async (claims: string | undefined, given: ScanOptions) => {
    const { options, positionals } = untangleJson(given, [claims]);
    const { scan } = await import('./commands/scan.ts');
    finish(await scan(positionals[0] ?? 'claims.yaml', options));
  });

withJudging(
  program
    .command('evaluate')
    .argument('[EVIDENCE]', 'evidence directory')
    .argument('[CLAIMS]', 'claims file (default: ./claims.yaml)'),
)
  .description('judge a recorded evidence directory again, offline')
  .action(async (evidence: string | undefined, claims: string | undefined, given: JudgeOptions) => {
    const { options, positionals } = untangleJson(given, [evidence, claims]);
    const [directory, file = 'claims.yaml'] = positionals;
    if (directory === undefined) throw new UsageError('evaluate needs an evidence directory');
    const { evaluate } = await import('./commands/evaluate.ts');
    finish(await evaluate(directory, file, options));
  });

withScreen(withOutput(program.command('demo')))
  .description('bundled claims against a bundled account and live loopback endpoints; no credentials, no network')
  .option('--only <ID>', 'only this claim, kind or check; repeatable', repeat, [])
  .option('--allow-unverified', 'exit 0 although a claim is unverified')
  .action(async (options: DemoOptions) => {
    const { demo } = await import('./commands/demo.ts');
    finish(await demo(options));
  });

const single = (name: string, what: string) =>
  withWeb(withScreen(program.command(name).argument('<HOST...>', 'HOST or HOST:PORT')))
    .description(what)
    .option('--json', 'JSON on stdout');

single('tls', 'grade endpoints as SSL Labs would')
  .addOption(
    new Option('--fail-below <GRADE>', 'exit 1 below this grade').choices(['A+', 'A', 'A-', 'B', 'C', 'D', 'E']),
  )
  .option('--active', activeProbes)
  .addOption(
    new Option('--starttls <PROTOCOL>', 'upgrade from plaintext first').choices([
      'smtp',
      'imap',
      'pop3',
      'postgres',
      'mysql',
      'ldap',
    ]),
  )
  .action(async (hosts: readonly string[], options: TlsOptions) => {
    const { tls } = await import('./commands/tls.ts');
    finish(await tls(hosts, options));
  });

withOnline(single('http', 'HSTS, preload, redirects, cookies, headers, security.txt and DNS of hosts'))
  .option('--doh-url <URL>', 'ask this DNS-over-HTTPS resolver for DNSSEC; repeatable, all must agree', repeat, [])
  .action(async (hosts: readonly string[], options: HttpOptions) => {
    const { http } = await import('./commands/http.ts');
    finish(await http(hosts, options));
  });

withNetwork(
  program
    .command('reach')
    .option('--from <SOURCE>', 'internet, a CIDR, an eni, an instance or a security group', 'internet')
    .option('--to <TARGET>', 'what to reach: an ARN, a name, an address, an eni or an instance')
    .option('--port <PORT>', 'tcp/5432, udp/53 (default: any)'),
)
  .description('ask whether one thing of the network reaches another, and by which path')
  .action(async (options: ReachOptions) => {
    const { reach } = await import('./commands/reach.ts');
    finish(await reach(options));
  });

withNetwork(program.command('exposure'))
  .description('everything that the internet can reach, by port')
  .action(async (options: NetworkOptions) => {
    const { exposure } = await import('./commands/exposure.ts');
    finish(await exposure(options));
  });

program
  .command('checks')
  .argument('[ID]', 'a check or a kind')
  .description('list or explain checks and kinds')
  .option('--json', 'JSON on stdout')
  .action(async (id: string | undefined, { json }: { readonly json?: boolean }) => {
    const { checks } = await import('./commands/checks.ts');
    finish(checks(id, json ?? false));
  });

program
  .command('policy')
  .argument('[CLAIMS]', 'claims file (default: ./claims.yaml if there is one)')
  .description('the least-privilege IAM policy for the chosen claims')
  .option('--only <ID>', 'only this claim, kind or check; repeatable', repeat, [])
  .action(async (claims: string | undefined, { only }: { readonly only: readonly string[] }) => {
    const { policy } = await import('./commands/policy.ts');
    finish(policy(claims, only));
  });

program
  .command('policy-check')
  .argument('<FILE>', 'a resource-based policy as JSON; - reads the standard input')
  .description('whom a bucket, key, queue or other resource policy lets in')
  .option('--json', 'JSON on stdout')
  .option('--account <ID>', 'the account that owns the resource')
  .option('--resource <ARN>', 'the resource that the policy is attached to')
  .action(async (file: string, options: PolicyCheckOptions) => {
    const { policyCheck } = await import('./commands/policy-check.ts');
    finish(await policyCheck(file, options));
  });

const pinned = program.command('baseline').description('pin a result, or show what is pinned');
pinned
  .command('write')
  .argument('<RESULT>', 'result that scan or evaluate wrote with --json')
  .option('-o, --to <FILE>', 'where to pin it', 'claims.baseline.json')
  .option('--accept-gaps', 'pin although something could not be read')
  .action(async (result: string, options: { readonly to: string; readonly acceptGaps?: boolean }) => {
    const { writePinned } = await import('./commands/baseline.ts');
    finish(writePinned(result, options.to, options.acceptGaps ?? false));
  });
pinned
  .command('show')
  .argument('[FILE]', 'baseline', 'claims.baseline.json')
  .option('--json', 'JSON on stdout')
  .action(async (file: string, { json }: { readonly json?: boolean }) => {
    const { showPinned } = await import('./commands/baseline.ts');
    finish(showPinned(file, json ?? false));
  });

program
  .command('hsts-list')
  .description("Chromium's HSTS preload list, which tells where browsers never send a plain request")
  .command('update')
  .description('download it into the cache, where scans look names up in it')
  .option('--from <URL>', 'download it from another place, in the same format')
  .action(async ({ from }: { readonly from?: string }) => {
    const { updateHstsList } = await import('./commands/hsts-list.ts');
    finish(await updateHstsList(from));
  });

program
  .command('ip-ranges')
  .description("AWS's published address ranges, which tell by its address where an endpoint is hosted")
  .command('update')
  .description('download them into the cache, where scans look addresses up in them')
  .option('--from <URL>', 'download them from another place, in the same format')
  .action(async ({ from }: { readonly from?: string }) => {
    const { updateIpRanges } = await import('./commands/ip-ranges.ts');
    finish(await updateIpRanges(from));
  });

program
  .command('compare')
  .argument('<OLD>', 'result')
  .argument('<NEW>', 'result')
  .description('what changed between two results')
  .option('--json', 'JSON on stdout')
  .action(async (old: string, now: string, { json }: { readonly json?: boolean }) => {
    const { compare } = await import('./commands/compare.ts');
    finish(compare(old, now, json ?? false));
  });

withScan(program.command('doctor').argument('[CLAIMS]', 'claims file (default: ./claims.yaml if there is one)'))
  .description('identity, regions, clock, missing permissions, versions')
  .action(async (claims: string | undefined, options: ScanOptions) => {
    const { doctor } = await import('./commands/doctor.ts');
    finish(await doctor(claims, options));
  });

/** Usage errors print a sentence, anything else is our bug and says so. */
const fail = (error: unknown): void => {
  if (error instanceof CommanderError) {
    finish(error.exitCode === 0 ? 0 : 64);
  } else if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n`);
    finish(64);
  } else if (error instanceof OutputError) {
    process.stderr.write(`${error.message}\n`);
    finish(70);
  } else {
    process.stderr.write(`claimcheck: this is a bug\n${error instanceof Error ? error.stack : String(error)}\n`);
    finish(70);
  }
};

try {
  await program.parseAsync();
} catch (error) {
  fail(error);
}
