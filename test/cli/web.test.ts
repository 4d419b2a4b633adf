import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunResult } from '../../src/domain/result.ts';
import { createAuthority } from '../servers/http/certificates.ts';
import { type Running, startHttps } from '../servers/http/servers.ts';
import { type Ended, folderWith, resultIn, runNode } from './program.ts';

const root = join(import.meta.dirname, '..', '..');
const loader = join(root, 'node_modules/tsx/dist/esm/index.mjs');
const authority = createAuthority();
const identity = authority.issue(['kept.localhost', 'broken.localhost']);
const day = 24 * 60 * 60 * 1_000;

/** The program from its sources, in a folder of its own. */
const run = (folder: string, ...args: readonly string[]): Promise<Ended> => runWith(folder, {}, args);

const runWith = (folder: string, env: NodeJS.ProcessEnv, args: readonly string[]): Promise<Ended> =>
  runNode(folder, ['--import', loader, join(root, 'src/cli/main.ts'), ...args], {
    XDG_CACHE_HOME: join(folder, 'cache'),
    ...env,
  });

const kept: RequestListener = (request, response) => {
  response.setHeader('strict-transport-security', 'max-age=63072000; includeSubDomains; preload');
  if (request.url === '/.well-known/security.txt') {
    response.setHeader('content-type', 'text/plain; charset=utf-8');
    const expires = new Date(Date.now() + 90 * day).toISOString();
    const encryption = `https://${keptName()}/rsa.asc`;
    response.end(`Contact: mailto:a@kept.localhost\nExpires: ${expires}\nEncryption: ${encryption}\n`);
  } else if (/^\/[a-z]+\.asc$/.test(request.url ?? '')) {
    response.setHeader('content-type', 'application/pgp-keys');
    response.end(readFileSync(join(root, 'fixtures/openpgp', request.url ?? '')));
  } else if (request.url === '/privacy') {
    response.setHeader('content-type', 'text/html');
    response.end(`<title>Privacy</title><p>${'We keep little. '.repeat(40)}`);
  } else if (request.url === '/') {
    response.setHeader('set-cookie', '__Host-id=1; Path=/; Secure; HttpOnly; SameSite=Lax');
    response.setHeader('content-type', 'text/html');
    response.end('<title>Home</title>');
  } else response.writeHead(404).end();
};

const broken: RequestListener = (_request, response) => {
  response.setHeader('set-cookie', 'sid=1; HttpOnly');
  response.setHeader('strict-transport-security', 'max-age=abc');
  response.setHeader('content-type', 'text/html');
  response.end('<h1>Old</h1><script src="http://cdn.broken.localhost/old.js"></script>');
};

/** Fields that every report has, whatever was seen. */
const stable = [
  ['host', 'httpsOnly', 'hsts', 'preload', 'cookies', 'securityTxt', 'dns'],
  ['status', 'because', 'hops'],
  ['effective', 'eligible', 'errors', 'warnings'],
  ['state', 'coveredBy', 'listDate'],
  ['present', 'valid', 'problems', 'recommendations'],
] as const;
const missingFields = (report: Record<string, Record<string, unknown>>): readonly string[] => {
  const [top, ...parts] = stable;
  const names = ['httpsOnly', 'hsts', 'preload', 'securityTxt'];
  return [
    ...top.filter((name) => !(name in report)),
    ...parts.flatMap((fields, index) =>
      fields
        .filter((field) => !(field in (report[names[index] ?? ''] ?? {})))
        .map((field) => `${names[index]}.${field}`),
    ),
  ];
};

let good: Running;
let bad: Running;
let asked = 0;
let folder = '';
let flags: readonly string[] = [];
beforeAll(async () => {
  good = await startHttps(identity, kept);
  bad = await startHttps(identity, (request, response) => {
    asked += 1;
    broken(request, response);
  });
  folder = folderWith({ 'ca.pem': authority.pem });
  flags = ['--allow-private', '--trust-store', join(folder, 'ca.pem')];
});
afterAll(() => Promise.all([good.close(), bad.close()]));

const keptName = () => `kept.localhost:${good.port}`;
const brokenName = () => `broken.localhost:${bad.port}`;

describe('claimcheck http', () => {
  test.concurrent('one host is an object', async () => {
    const { code, stdout, stderr } = await run(folder, 'http', keptName(), '--json', ...flags);
    expect(code, stderr).toBe(0);
    const report = JSON.parse(stdout);
    expect(missingFields(report)).toEqual([]);
    expect(report).toMatchObject({
      host: 'kept.localhost',
      port: good.port,
      httpsOnly: { status: 'ok' },
      hsts: { effective: { maxAge: 31_536_000, includeSubDomains: true } },
      preload: { state: 'unknown', coveredBy: null, listDate: null },
      cookies: [{ name: '__Host-id', secure: true, httpOnly: true, sameSite: 'lax', problems: [] }],
      securityTxt: { present: true, valid: true, problems: [] },
      mixedContent: { seen: true, resources: [] },
      dns: { caa: { state: 'any' }, spf: { state: 'none' }, dmarc: { state: 'none' }, dnssec: 'not-measured' },
    });
  }, 30_000);

  test.concurrent('several are an array in the order asked, and one that does not resolve has its report too', async () => {
    const names = [brokenName(), 'nothing.invalid', keptName()];
    const resolve = `broken.localhost:${bad.port}:127.0.0.1`;
    const { code, stdout, stderr } = await run(folder, 'http', ...names, '--json', '--resolve', resolve, ...flags);
    expect(code, stderr).toBe(2);
    const reports = JSON.parse(stdout);
    expect(reports.map(({ host }: { host: string }) => host)).toEqual([
      'broken.localhost',
      'nothing.invalid',
      'kept.localhost',
    ]);
    expect(reports.flatMap(missingFields)).toEqual([]);
    expect(reports[0]).toMatchObject({
      hsts: { effective: null, status: 'invalid' },
      cookies: [{ name: 'sid', secure: false, problems: ['not-secure', 'no-same-site'] }],
      securityTxt: { valid: false, problems: ['invalid_media'] },
      mixedContent: { seen: true, resources: ['http://cdn.broken.localhost/old.js'] },
    });
    expect(reports[1]).toMatchObject({
      httpsOnly: { status: 'inconclusive', hops: [] },
      hsts: { effective: null, status: 'unknown' },
      securityTxt: { present: null, valid: false },
      cookies: [],
    });
  }, 30_000);

  test.concurrent('the page for people tells of every part', async () => {
    const { code, stdout } = await run(folder, 'http', brokenName(), '--no-color', ...flags);
    expect(code).toBe(0);
    for (const part of ['HTTPS only', 'HSTS', 'Preload list', 'Cookies', 'Mixed content', 'security.txt', 'DNS'])
      expect(stdout).toMatch(new RegExp(`^${part} `, 'm'));
    expect(stdout).toContain('CAA any CA may issue');
    expect(stdout).toContain('http://cdn.broken.localhost/old.js');
  }, 30_000);

  test('private addresses are not asked unless that is allowed', async () => {
    const before = asked;
    const { code, stdout } = await run(folder, 'http', brokenName(), '--json');
    expect(code).toBe(2);
    expect(JSON.parse(stdout).httpsOnly).toMatchObject({ status: 'inconclusive' });
    expect(asked).toBe(before);
  }, 30_000);

  test.concurrent('a URL is no host', async () => {
    const { code, stderr } = await run(folder, 'http', 'https://kept.localhost/');
    expect(code).toBe(64);
    expect(stderr).toContain('a URL is not an endpoint');
  }, 30_000);
});

describe('documents that claims name', () => {
  test('are read where they are, without any endpoint in scope, and judged again from the evidence', async () => {
    const at = (path: string) => `https://${keptName()}${path}`;
    const files = folderWith({
      'claims.yaml': {
        version: 1,
        subject: 'Acme',
        claims: [
          {
            id: 'there',
            says: 'Our privacy policy is public.',
            kind: 'document.published',
            with: { url: at('/privacy') },
          },
          { id: 'gone', says: 'Our terms are public.', kind: 'document.published', with: { url: at('/terms') } },
          { id: 'dark', says: 'So is this.', kind: 'document.published', with: { url: 'https://nothing.invalid/x' } },
          { id: 'policy', says: 'Report bugs.', kind: 'disclosure.policy', with: { url: at('/privacy') } },
        ],
      },
    });
    const scanned = await run(files, 'scan', '--evidence', 'evidence', '--json', '--plain', ...flags);
    expect(scanned.code, scanned.stderr).toBe(1);
    const result = resultIn(scanned.stdout);
    expect(Object.fromEntries(result.claims.map(({ id, status }) => [id, status]))).toEqual({
      there: 'supported',
      gone: 'contradicted',
      dark: 'unverified',
      policy: 'supported',
    });
    expect(result.claims.map(({ coverage }) => coverage)).toEqual([1, 1, 0, 1]);
    expect(result.scope).toMatchObject({ asked: { endpoints: [] }, reached: { endpoints: [keptName()] } });

    const again = await run(files, 'evaluate', 'evidence', '--json', '--plain');
    const withoutRun = ({ run: _run, evidence: _evidence, ...rest }: RunResult) => rest;
    expect(withoutRun(resultIn(again.stdout))).toEqual(withoutRun(result));
  }, 60_000);
});

describe('the service of the preload list', () => {
  const claims = [{ id: 'first', says: 'Never a plain request.', kind: 'transit.hsts-preload' }];

  test('is asked where the user says so, and judged again from the evidence', async () => {
    const status = { name: 'kept.localhost', status: 'pending-removal', preloadedDomain: '' };
    const questions: string[] = [];
    const service = await startHttps(authority.issue(['localhost']), (request, response) => {
      questions.push(`${request.method} ${request.url}`);
      response.end(JSON.stringify(status));
    });
    const files = folderWith({
      'claims.yaml': { version: 1, subject: 'Acme', scope: { endpoints: [keptName()] }, claims },
    });
    const at = `https://localhost:${service.port}`;
    try {
      const online = ['--online', '--list-service', at, ...flags];
      const scanned = await run(files, 'scan', '--evidence', 'evidence', '--json', '--plain', ...online);
      const result = resultIn(scanned.stdout);
      expect(questions).toEqual(['GET /api/v2/status?domain=kept.localhost']);
      expect(result.findings).toMatchObject([
        { reason: 'at-risk', measured: { preload: 'pending-removal' }, proof: { facts: { service: at } } },
      ]);
      const again = await run(files, 'evaluate', 'evidence', '--json', '--plain');
      expect(resultIn(again.stdout).findings).toEqual(result.findings);
      await run(files, 'scan', '--json', '--plain', ...flags);
      expect(questions).toHaveLength(1);
    } finally {
      await service.close();
    }
  }, 60_000);

  test.concurrent('is asked over HTTPS alone', async () => {
    const at = ['--online', '--list-service', 'http://localhost/'];
    const { code, stderr } = await run(folder, 'http', 'kept.localhost', ...at);
    expect(code).toBe(64);
    expect(stderr).toContain('write an https URL');
  }, 30_000);
});

describe('OpenPGP keys that claims name', () => {
  test('are fetched, compared, and judged again from the evidence', async () => {
    const fingerprint = 'C772 6746 BAAF 550A DA2B  C65C 1342 167A DA2D 94D5';
    const key = (id: string, path: string | null, claimed: string | null = null) => ({
      id,
      says: 'Encrypt to our key.',
      kind: 'disclosure.pgp-key',
      with: {
        ...(path === null ? {} : { url: `https://${keptName()}${path}` }),
        ...(claimed === null ? {} : { fingerprint: claimed }),
      },
    });
    const claims = [
      key('same', '/rsa.asc', fingerprint.toLowerCase()),
      key('other', '/hostile.asc', fingerprint),
      key('expired', '/expired.asc'),
      key('revoked', '/revoked.asc'),
      key('gone', '/nothing'),
      key('hostile', '/hostile.asc'),
      key('named-by-security-txt', null, fingerprint),
    ];
    const scope = { endpoints: [keptName()] };
    const files = folderWith({ 'claims.yaml': { version: 1, subject: 'Acme', scope, claims } });
    const scanned = await run(files, 'scan', '--evidence', 'evidence', '--json', '--plain', ...flags);
    const result = resultIn(scanned.stdout);
    expect(Object.fromEntries(result.claims.map(({ id, status }) => [id, status]))).toEqual({
      same: 'supported',
      other: 'contradicted',
      expired: 'contradicted',
      revoked: 'contradicted',
      gone: 'contradicted',
      hostile: 'supported',
      'named-by-security-txt': 'supported',
    });
    expect(`${scanned.stdout}${scanned.stderr}`).not.toMatch(/[\u001b\u202e]/);

    const again = await run(files, 'evaluate', 'evidence', '--json', '--plain');
    const withoutRun = ({ run: _run, evidence: _evidence, ...rest }: RunResult) => rest;
    expect(withoutRun(resultIn(again.stdout))).toEqual(withoutRun(result));
  }, 60_000);
});

describe('claimcheck hsts-list update', () => {
  test('brings a list that later runs look names up in; what is none leaves it in place', async () => {
    let body = JSON.stringify({ entries: [{ name: 'kept.localhost', mode: 'force-https', include_subdomains: true }] });
    const publisher = await startHttps(authority.issue(['localhost']), (_request, response) => response.end(body));
    const home = folderWith({});
    const update = () =>
      runWith(home, { NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') }, [
        'hsts-list',
        'update',
        '--from',
        `https://localhost:${publisher.port}/list.json`,
      ]);
    const preload = async () => JSON.parse((await run(home, 'http', keptName(), '--json', ...flags)).stdout).preload;
    try {
      const updated = await update();
      expect(updated.code, updated.stderr).toBe(0);
      expect(updated.stdout).toMatch(/^1 names that force HTTPS, list of \d{4}-\d{2}-\d{2}, sha256 [0-9a-f]{64}\n/);
      const found = { state: 'preloaded', coveredBy: 'kept.localhost', listDate: expect.stringMatching(/^\d{4}-/) };
      expect(await preload()).toMatchObject(found);
      body = '<html>';
      expect(await update()).toMatchObject({ code: 2, stderr: expect.stringContaining('brought no preload list') });
      expect(await preload()).toMatchObject(found);
    } finally {
      await publisher.close();
    }
    const offline = await update();
    expect(offline).toMatchObject({ code: 2, stdout: '' });
    expect(offline.stderr).toMatch(/^the HSTS preload list could not be updated: .*ECONNREFUSED.*\n$/);
  }, 60_000);

  test.concurrent.each(['hsts-list', 'ip-ranges'])(
    '%s takes no plaintext address',
    async (list) => {
      const { code, stderr } = await run(folder, list, 'update', '--from', 'http://localhost/list.json');
      expect(code).toBe(64);
      expect(stderr).toContain('write an https URL');
    },
    30_000,
  );
});

test('claimcheck ip-ranges update tells the edition and the hash of what it kept', async () => {
  const body = JSON.stringify({
    createDate: '2026-11-20-18-07-05',
    prefixes: [{ ip_prefix: '52.94.0.0/15', region: 'eu-west-1', service: 'EC2' }],
    ipv6_prefixes: [],
  });
  const publisher = await startHttps(authority.issue(['localhost']), (_request, response) => response.end(body));
  try {
    const home = folderWith({});
    const { code, stdout, stderr } = await runWith(home, { NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') }, [
      'ip-ranges',
      'update',
      '--from',
      `https://localhost:${publisher.port}/ip-ranges.json`,
    ]);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(
      /^1 address ranges of AWS, published 2026-11-20-18-07-05, downloaded \d{4}-\d{2}-\d{2}, sha256 [0-9a-f]{64}\n/,
    );
  } finally {
    await publisher.close();
  }
}, 60_000);
