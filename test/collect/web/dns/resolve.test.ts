import { afterEach, describe, expect, test } from 'vitest';
import { collectDns } from '../../../../src/collect/web/dns/dns-facts.ts';
import { createResolve, defaultResolveOptions } from '../../../../src/collect/web/dns/resolve.ts';
import type { DnsType, ExchangeInput } from '../../../../src/domain/web.ts';
import { failed } from '../../../derive/web/http-facts.ts';
import { type Script, startDns } from '../../../servers/http/dns-server.ts';

const open: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

const resolver = async (script: Script, timeout = 2_000) => {
  const server = await startDns(script);
  open.push(server);
  return createResolve({ ...defaultResolveOptions, servers: [server.server], timeout });
};

const NAME = 'app.example.com';

describe('answers', () => {
  const script: Script = ({ name, type }) => {
    switch (type) {
      case 'A':
        return [
          { type, name, data: '192.0.2.1' },
          { type, name, data: '192.0.2.2' },
        ];
      case 'AAAA':
        return [{ type, name, data: '2001:db8::1' }];
      case 'TXT':
        return [{ type, name, data: ['v=spf1 ', 'a \x1b[31m', '-all'] }];
      case 'CAA':
        return [{ type, name, data: { flags: 128, tag: 'issue', value: 'ca.example; a=b' } }];
      case 'MX':
        return [{ type, name, data: { preference: 10, exchange: 'mail.example.com' } }];
      case 'NS':
        return [{ type, name, data: 'ns.example.com' }];
      case 'CNAME':
        return [{ type, name, data: 'target.example.com' }];
      case 'SOA':
        return [
          {
            type,
            name,
            data: {
              mname: 'ns.example.com',
              rname: 'root.example.com',
              serial: 7,
              refresh: 1,
              retry: 1,
              expire: 1,
              minimum: 1,
            },
          },
        ];
      default:
        return 'nxdomain';
    }
  };
  const rows: readonly (readonly [DnsType, readonly string[]])[] = [
    ['A', ['192.0.2.1', '192.0.2.2']],
    ['AAAA', ['2001:db8::1']],
    ['TXT', ['v=spf1 a \x1b[31m-all']],
    ['CAA', ['128 issue ca.example; a=b']],
    ['MX', ['10 mail.example.com']],
    ['NS', ['ns.example.com']],
    ['CNAME', ['target.example.com']],
    ['SOA', ['ns.example.com root.example.com 7']],
  ];
  test.each(rows)('%s', async (type, records) => {
    const resolve = await resolver(script);
    expect(await resolve({ name: NAME, type })).toEqual({ ok: true, records });
  });
});

describe('failures stay distinct', () => {
  test.each([
    ['nxdomain', 'nxdomain', 'nxdomain'],
    ['no data', [], 'nodata'],
    ['servfail', 'servfail', 'servfail'],
    ['refused', 'refused', 'refused'],
    ['silence', 'silence', 'timeout'],
  ] as const)('%s', async (_, said, kind) => {
    const resolve = await resolver(() => said, 100);
    const output = await resolve({ name: NAME, type: 'A' });
    expect(output.ok ? null : output.error.kind).toBe(kind);
  });

  test('no server at all', async () => {
    const resolve = createResolve({ ...defaultResolveOptions, servers: ['127.0.0.1:1'] });
    const output = await resolve({ name: NAME, type: 'A' });
    expect(output.ok ? null : output.error.kind).toBe('refused');
  });

  test('a name that cannot be asked', async () => {
    const resolve = await resolver(() => []);
    const output = await resolve({ name: `${'a'.repeat(64)}.example`, type: 'A' });
    expect(output.ok ? null : output.error.kind).toBe('malformed');
  });

  test('an abort ends the wait', async () => {
    const resolve = await resolver(() => 'silence', 60_000);
    const abort = new AbortController();
    const pending = resolve({ name: NAME, type: 'A' }, abort.signal);
    abort.abort();
    expect(await pending).toMatchObject({ ok: false, error: { kind: 'timeout' } });
    expect(await resolve({ name: NAME, type: 'A' }, abort.signal)).toMatchObject({ ok: false });
  });
});

describe('without a server', () => {
  const resolve = createResolve({
    ...defaultResolveOptions,
    servers: ['127.0.0.1:1'],
    overrides: [
      { host: NAME, port: 443, addresses: ['10.0.0.1'] },
      { host: NAME, port: 443, addresses: ['127.0.0.1', '::1', '127.0.0.2'] },
    ],
  });

  test('an override answers both families of its port, the last one given counts', async () => {
    expect(await resolve({ name: NAME, type: 'A', port: 443 })).toEqual({
      ok: true,
      records: ['127.0.0.1', '127.0.0.2'],
    });
    expect(await resolve({ name: NAME, type: 'AAAA', port: 443 })).toEqual({ ok: true, records: ['::1'] });
    expect(await resolve({ name: NAME, type: 'A', port: 80 })).toMatchObject({ ok: false, error: { kind: 'refused' } });
    expect(await resolve({ name: NAME, type: 'TXT' })).toMatchObject({ ok: false, error: { kind: 'refused' } });
  });

  test('localhost is loopback', async () => {
    expect(await resolve({ name: 'localhost', type: 'A' })).toEqual({ ok: true, records: ['127.0.0.1'] });
    expect(await resolve({ name: 'a.localhost', type: 'AAAA' })).toMatchObject({
      ok: false,
      error: { kind: 'nodata' },
    });
  });

  test('names of this machine and names that cannot exist are asked of no server', async () => {
    const asked: string[] = [];
    const resolve = await resolver(({ name }) => {
      asked.push(name);
      return 'servfail';
    });
    expect(await resolve({ name: 'app.localhost', type: 'CAA' })).toMatchObject({ error: { kind: 'nodata' } });
    for (const type of ['A', 'TXT'] as const)
      expect(await resolve({ name: '_dmarc.app.invalid', type })).toMatchObject({ error: { kind: 'nxdomain' } });
    expect(asked).toEqual([]);
    expect(await resolve({ name: 'app.notinvalid', type: 'TXT' })).toMatchObject({ error: { kind: 'servfail' } });
    expect(asked.length).toBeGreaterThan(0);
  });
});

describe('the records of a host', () => {
  const exchange = async () => failed('refused');
  const txt = (name: string, ...data: readonly string[]) =>
    data.map((text) => ({ type: 'TXT' as const, name, data: text }));

  test('CAA climbs, SPF is followed, DMARC walks up', async () => {
    const asked: string[] = [];
    const resolve = await resolver(({ name, type }) => {
      asked.push(`${type} ${name}`);
      if (type === 'CAA' && name === 'example.com')
        return [{ type, name, data: { flags: 0, tag: 'issue', value: 'ca.example' } }];
      if (name === 'example.com' && type === 'TXT') return txt(name, 'v=spf1 include:spf.example.net -all');
      if (name === 'spf.example.net') return txt(name, 'v=spf1 include:example.com -all');
      if (name === '_dmarc.com') return txt(name, 'v=DMARC1; p=none; sp=reject');
      return 'nxdomain';
    });
    const facts = await collectDns('www.app.example.com', { resolve, exchange });
    expect(facts?.mailDomain).toBe('example.com');
    expect(facts?.caa.map(({ name }) => name)).toEqual(['www.app.example.com', 'app.example.com', 'example.com']);
    expect(facts?.spf.map(({ name }) => name)).toEqual(['example.com', 'spf.example.net']);
    expect(facts?.dmarc.map(({ name }) => name)).toEqual(['_dmarc.example.com', '_dmarc.com']);
    expect(new Set(asked).size).toBe(asked.length);
  });

  test('a policy that leads on for ever is left after eleven names', async () => {
    const resolve = await resolver(({ name, type }) => {
      const at = Number(/^s(\d+)/.exec(name)?.[1] ?? 0);
      return type === 'TXT' && !name.startsWith('_')
        ? txt(name, `v=spf1 include:s${at + 1}.example.net -all`)
        : 'nxdomain';
    });
    expect((await collectDns('example.com', { resolve, exchange }))?.spf).toHaveLength(11);
  });

  test('a failure stops the climb: what lies above it must not count', async () => {
    const resolve = await resolver(({ name }) => (name === 'app.example.com' ? 'servfail' : 'nxdomain'));
    const facts = await collectDns('app.example.com', { resolve, exchange });
    expect(facts?.caa.map(({ name }) => name)).toEqual(['app.example.com']);
  });

  test('what the mail policies lead to is asked: the MTA-STS file, consent to reports, lookups of SPF', async () => {
    const fetched: string[] = [];
    const policies: Readonly<Record<string, string>> = {
      'example.com': 'v=spf1 a mx:gone.example a:v6.example include:spf.example.net -all',
      'spf.example.net': 'v=spf1 exists:%{i}.x.example a:gone.example -all',
      '_dmarc.example.com': 'v=DMARC1; p=reject; rua=mailto:a@example.com,mailto:b@reports.example.org',
      '_mta-sts.example.com': 'v=STSv1; id=1',
      'example.com._report._dmarc.reports.example.org': 'v=DMARC1',
    };
    const resolve = await resolver(({ name, type }) => {
      const text = policies[name];
      if (type === 'TXT' && text !== undefined) return txt(name, text);
      if (type === 'A' && /^(?:mta-sts\.)?example\.com$/.test(name)) return [{ type, name, data: '127.0.0.1' }];
      return type === 'AAAA' && name === 'v6.example' ? [{ type, name, data: '::1' }] : 'nxdomain';
    });
    const fetching = async ({ url, address, verify, body }: ExchangeInput) => {
      fetched.push(`${url} ${address} ${verify} ${body}`);
      return failed('refused');
    };
    const { mail } = (await collectDns('app.example.com', { resolve, exchange: fetching })) ?? {};
    expect(fetched).toEqual(['https://mta-sts.example.com/.well-known/mta-sts.txt 127.0.0.1 true 65536']);
    expect(mail?.stsPolicy).toMatchObject({ outcome: { error: { kind: 'refused' } } });
    expect(mail?.reportConsents).toEqual([
      { name: 'example.com._report._dmarc.reports.example.org', answer: { ok: true, records: ['v=DMARC1'] } },
    ]);
    expect(mail?.spfLookups.map(({ type, name, answer }) => `${type} ${name} ${answer.ok}`).sort()).toEqual([
      'A example.com true',
      'A gone.example false',
      'A v6.example false',
      'AAAA gone.example false',
      'AAAA v6.example true',
      'MX gone.example false',
    ]);
  });

  test('an IP address has none', async () => {
    expect(await collectDns('127.0.0.1', { resolve: () => Promise.reject(new Error('asked')), exchange })).toBeNull();
  });
});
