import { describe, expect, test } from 'vitest';
import { collectHosting } from '../../../src/collect/web/dns/hosting-facts.ts';
import { isOneOf, judgeHosting } from '../../../src/derive/web/hosting.ts';
import type { HostingFacts, RangeInput } from '../../../src/domain/hosting.ts';
import { parseAddress, reverseName } from '../../../src/parse/web/address.ts';
import { providerOf } from '../../../src/parse/web/provider-names.ts';
import { ADDRESS, aliases, HOST, hosting, inRange, reverse, says } from './hosting-facts.ts';

const OTHER = '93.184.216.35';
const ec2 = 'ec2-93-184-216-34.compute-1.amazonaws.com';

describe('names', () => {
  test.each([
    ['lb-1.eu-west-1.elb.amazonaws.com', 'aws', false],
    ['D111.CloudFront.net.', 'aws', true],
    ['domain.par.clever-cloud.com', 'clever-cloud', false],
    ['1.2.3.4.bc.googleusercontent.com', 'gcp', false],
    ['x.cdn.cloudflare.net', 'other', true],
  ])('%s is of %s', (name, provider, edge) => {
    expect(providerOf(name)).toEqual({ provider, edge });
  });

  test.each(['amazonaws.com.evil.example', 'notamazonaws.com', 'com', ''])('%s says nothing', (name) => {
    expect(providerOf(name)).toBeNull();
  });

  test('reverse names of both families', () => {
    const of = (text: string) => {
      const address = parseAddress(text);
      return address === null ? null : reverseName(address);
    };
    expect(of('192.0.2.1')).toBe('1.2.0.192.in-addr.arpa');
    expect(of('2001:db8::1')).toBe('1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa');
  });
});

describe('verdicts for AWS', () => {
  const rows: readonly (readonly [string, Partial<HostingFacts>, string])[] = [
    ['an alias in its domain', { aliases: aliases('lb-1.eu-west-1.elb.amazonaws.com') }, 'there'],
    ['an alias of an alias', { aliases: aliases('www.example.com', 'lb-1.eu-west-1.elb.amazonaws.com') }, 'there'],
    ['a confirmed reverse name', { reverse: [reverse(ec2)] }, 'there'],
    ['a reverse name that does not lead back', { reverse: [reverse(ec2, [OTHER])] }, 'open'],
    ['a reverse name that leads nowhere', { reverse: [reverse(ec2, [])] }, 'open'],
    ['one of two addresses', { reverse: [reverse(ec2), reverse(null, [], OTHER)] }, 'open'],
    [
      'both addresses',
      { reverse: [reverse(ec2), reverse('ec2-93-184-216-35.compute-1.amazonaws.com', [OTHER], OTHER)] },
      'there',
    ],
    ['an edge of AWS', { aliases: aliases('d111.cloudfront.net') }, 'open'],
    ['an edge of somebody', { aliases: aliases('x.cdn.cloudflare.net') }, 'open'],
    ['an edge before a named server', { aliases: aliases('x.cdn.cloudflare.net'), reverse: [reverse(ec2)] }, 'open'],
    ['an alias elsewhere', { aliases: aliases('x.azurewebsites.net') }, 'elsewhere'],
    [
      'an address elsewhere',
      { aliases: aliases('x.elb.amazonaws.com'), reverse: [reverse('static.34.your-server.de')] },
      'elsewhere',
    ],
    ['a range of AWS', { ranges: [inRange()] }, 'there'],
    ['a range of an edge', { ranges: [inRange('GLOBAL', ['CLOUDFRONT'])] }, 'open'],
    [
      'a range around one of two addresses',
      { reverse: [reverse(null), reverse(null, [], OTHER)], ranges: [inRange()] },
      'open',
    ],
    [
      'a range, and an address elsewhere',
      { reverse: [reverse('static.34.your-server.de')], ranges: [inRange()] },
      'elsewhere',
    ],
    ['no names', {}, 'open'],
    ['a name of its own', { reverse: [reverse('mail.example.com')] }, 'open'],
  ];
  test.each(rows)('%s', (_, changes, status) => {
    expect(judgeHosting(hosting(changes), 'aws').status).toBe(status);
  });
});

describe('doors of the account', () => {
  const own = ['LB-1.eu-west-1.elb.amazonaws.com', OTHER];
  test.each([
    ['alias', { aliases: aliases('lb-1.eu-west-1.elb.amazonaws.com.') }, 'lb-1.eu-west-1.elb.amazonaws.com.'],
    [
      'dual-stack alias',
      { aliases: aliases('dualstack.lb-1.eu-west-1.elb.amazonaws.com') },
      'dualstack.lb-1.eu-west-1.elb.amazonaws.com',
    ],
    ['address', { names: { v4: says(ADDRESS, OTHER), v6: says() } }, OTHER],
    ['neither', { aliases: aliases('lb-2.eu-west-1.elb.amazonaws.com') }, null],
  ])('%s', (_, changes, door) => {
    expect(isOneOf(hosting(changes), own)).toBe(door);
  });
});

describe('reading', () => {
  const source = { source: 'ip-ranges.json', date: '2026-11-21', published: '2026-11-20-18-07-05', sha256: '0' };
  const reader = (script: Readonly<Record<string, readonly string[]>>) => {
    const asked: string[] = [];
    const resolve = async ({ name, type }: { readonly name: string; readonly type: string }) => {
      asked.push(`${type} ${name}`);
      return says(...(script[`${type} ${name}`] ?? []));
    };
    const ranges = async ({ ipRange }: RangeInput) => ({
      ...source,
      range: ipRange === ADDRESS ? inRange().range : null,
    });
    return { asked, read: () => collectHosting({ host: HOST, port: 443, plainPort: 80 }, { resolve, ranges }) };
  };

  test('aliases and reverse names, each led back', async () => {
    const { read } = reader({
      [`A ${HOST}`]: [ADDRESS],
      [`CNAME ${HOST}`]: ['LB.elb.amazonaws.com.'],
      'PTR 34.216.184.93.in-addr.arpa': [`${ec2}.`],
      [`A ${ec2}`]: [ADDRESS],
    });
    const facts = await read();
    expect(facts.aliases.map(({ name }) => name)).toEqual([HOST, 'lb.elb.amazonaws.com']);
    expect(facts.ranges).toEqual([inRange()]);
    expect(facts.rangeSource).toEqual(source);
    expect(facts.reverse.map(({ forward }) => forward?.name)).toEqual([ec2]);
    expect(judgeHosting(facts, 'aws').status).toBe('there');
  });

  test('private addresses ask nobody', async () => {
    const { asked, read } = reader({ [`A ${HOST}`]: ['10.0.0.1', '127.0.0.1'] });
    expect(await read()).toMatchObject({ aliases: [], reverse: [], ranges: [] });
    expect(asked).toEqual([`A ${HOST}`, `AAAA ${HOST}`]);
  });

  test('aliases in a circle end', async () => {
    const { read } = reader({ [`A ${HOST}`]: [ADDRESS], [`CNAME ${HOST}`]: ['b.example'], 'CNAME b.example': [HOST] });
    expect((await read()).aliases).toHaveLength(5);
  });
});
