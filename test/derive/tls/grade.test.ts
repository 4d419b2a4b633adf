import { describe, expect, test } from 'vitest';
import { grade } from '../../../src/derive/tls/grade.ts';
import type { ChainTrust, Contradiction, Grade, HstsFact, Ruleset, TlsFacts } from '../../../src/domain/tls.ts';
import { chainWith, modern, protocols, suites, tested, trusted } from './facts.ts';

const long: HstsFact = { status: 'present', maxAge: 15_552_000 };
const of = (facts: TlsFacts, more: { hsts?: HstsFact; trust?: readonly ChainTrust[]; ruleset?: Ruleset } = {}): Grade =>
  grade({ facts, hsts: more.hsts ?? long, trust: more.trust ?? [trusted()], ruleset: more.ruleset ?? '2009r' });

const untrusted = trusted({
  trusted: 'no',
  problems: [{ code: 'untrusted-root', text: 'CN=Lab is in no trust store' }],
  path: null,
});
const mismatch = trusted({ problems: [{ code: 'name-mismatch', text: 'not for lab.test' }] });
const incomplete = trusted({ remarks: [{ code: 'incomplete', text: 'the server does not send CN=Intermediate' }] });

const GCM = 'ECDHE_RSA_WITH_AES_128_GCM_SHA256';
/** Forward secrecy for every reference client of TLS 1.2: Internet Explorer has GCM only with ECDSA. */
const FOR_ALL = [GCM, 'ECDHE_RSA_WITH_AES_128_CBC_SHA256', 'ECDHE_RSA_WITH_AES_128_CBC_SHA'];
const robotAside = { ...tested, robot: { vulnerable: 'unknown', why: 'the answers varied' } } as const;
const tls12 = (
  names: readonly string[],
  more: Partial<TlsFacts> = {},
  order: 'server' | 'client' = 'server',
): TlsFacts =>
  modern({
    suites: { 'TLSv1.2': suites(names, { order }), 'TLSv1.3': suites(['AES_128_GCM_SHA256']) },
    active: tested,
    ...more,
  });
/** The modern server with an old version beside. */
const withOld = (protocol: 'TLSv1' | 'TLSv1.1', more: Partial<TlsFacts> = {}): TlsFacts =>
  modern({
    protocols: protocols({ [protocol]: 'yes', 'TLSv1.2': 'yes', 'TLSv1.3': 'yes' }),
    suites: { ...modern().suites, [protocol]: suites(['ECDHE_RSA_WITH_AES_128_CBC_SHA']) },
    active: tested,
    ...more,
  });
const dh = (bits: number): TlsFacts['dh'] => [{ protocol: 'TLSv1.2', bits, knownPrime: null, reused: 'no' }];

describe('HSTS decides between A+, A and A-', () => {
  test.each<[string, HstsFact, string, string]>([
    ['180 days', { status: 'present', maxAge: 15_552_000 }, 'A+', 'A+'],
    ['two years', { status: 'present', maxAge: 63_072_000 }, 'A+', 'A+'],
    ['a second less than 180 days', { status: 'present', maxAge: 15_551_999 }, 'A', 'A'],
    ['a day', { status: 'present', maxAge: 86_400 }, 'A', 'A'],
    ['no header', { status: 'absent' }, 'A', 'A'],
    ['max-age=0', { status: 'disabled' }, 'A-', 'A'],
    ['an invalid header', { status: 'invalid' }, 'A-', 'A'],
  ])('%s: %j is %s today, %s by 2009q', (_, hsts, today, before) => {
    expect(of(modern(), { hsts }).letter).toBe(today);
    expect(of(modern(), { hsts, ruleset: '2009q' }).letter).toBe(before);
  });

  test('an unread header leaves all three open', () => {
    expect(of(modern(), { hsts: { status: 'unknown' } })).toMatchObject({
      letter: null,
      bounds: { lower: 'A-', upper: 'A+' },
    });
  });
});

describe('the rule sets of 2020 and 2025', () => {
  test.each<[string, Partial<TlsFacts>, string, string]>([
    ['everything', {}, 'A+', 'A+'],
    [
      'no TLS 1.3',
      { protocols: protocols({ 'TLSv1.2': 'yes' }), suites: { 'TLSv1.2': suites([GCM]) }, active: tested },
      'A-',
      'A+',
    ],
    ['no fallback SCSV', { fallbackScsv: { known: true, value: false } }, 'A+', 'A'],
    [
      'TLS 1.3 alone',
      {
        protocols: protocols({ 'TLSv1.3': 'yes' }),
        suites: { 'TLSv1.3': suites(['AES_128_GCM_SHA256']) },
        fallbackScsv: { known: false, why: 'one version' },
        secureRenegotiation: { known: false, why: 'TLS 1.3' },
      },
      'A+',
      'A',
    ],
    [
      'no secure renegotiation, found harmless',
      { secureRenegotiation: { known: true, value: false }, active: tested },
      'A-',
      'A-',
    ],
  ])('%s: %s by 2009r, %s by 2009q', (_, more, today, before) => {
    expect(of(modern(more)).letter).toBe(today);
    expect(of(modern(more), { ruleset: '2009q' }).letter).toBe(before);
  });

  test('TLS 1.3 alone carries a note on the years when it got no A+', () => {
    const only = modern({
      protocols: protocols({ 'TLSv1.3': 'yes' }),
      suites: { 'TLSv1.3': suites(['AES_128_GCM_SHA256']) },
    });
    expect(of(only).notes).toEqual([expect.stringContaining('mid-2025')]);
  });
});

describe('caps, each alone', () => {
  test.each<[string, TlsFacts, string, string]>([
    [
      'SSL 2.0',
      modern({
        protocols: protocols({ SSLv2: 'yes', 'TLSv1.2': 'yes', 'TLSv1.3': 'yes' }),
        suites: { ...modern().suites, SSLv2: suites(['SSL_CK_RC4_128_WITH_MD5'], { order: 'client' }) },
        active: tested,
      }),
      'F',
      'ssl2',
    ],
    [
      'SSL 2.0 without any suite',
      modern({ protocols: protocols({ SSLv2: 'yes', 'TLSv1.2': 'yes', 'TLSv1.3': 'yes' }) }),
      'F',
      'ssl2',
    ],
    [
      'SSL 3.0 as the best protocol',
      modern({
        protocols: protocols({ SSLv3: 'yes' }),
        suites: { SSLv3: suites(['ECDHE_RSA_WITH_AES_128_CBC_SHA']) },
        active: tested,
      }),
      'F',
      'only-ssl3',
    ],
    ['anonymous suites', tls12([GCM, 'DH_anon_WITH_AES_128_CBC_SHA']), 'F', 'anonymous'],
    ['NULL suites', tls12([GCM, 'RSA_WITH_NULL_SHA']), 'F', 'insecure-suites'],
    ['export suites', tls12([GCM, 'RSA_EXPORT_WITH_RC4_40_MD5']), 'F', 'insecure-suites'],
    ['DES', tls12([GCM, 'RSA_WITH_DES_CBC_SHA']), 'F', 'insecure-suites'],
    ['RSA exponent 1', modern({ chains: chainWith({ exponent: '1' }) }), 'F', 'rsa-exponent-1'],
    [
      'TLS 1.1 as the best protocol',
      modern({
        protocols: protocols({ 'TLSv1.1': 'yes' }),
        suites: { 'TLSv1.1': suites(['ECDHE_RSA_WITH_AES_128_CBC_SHA']) },
        active: tested,
      }),
      'C',
      'no-tls12',
    ],
    ['compression', modern({ compression: { known: true, value: true } }), 'C', 'compression'],
    ['TLS 1.0', withOld('TLSv1'), 'B', 'tls10-tls11'],
    ['TLS 1.1', withOld('TLSv1.1'), 'B', 'tls10-tls11'],
    ['RC4 offered last', tls12([...FOR_ALL, 'ECDHE_RSA_WITH_RC4_128_SHA']), 'B', 'rc4'],
    [
      'no authenticated encryption',
      modern({
        protocols: protocols({ 'TLSv1.2': 'yes' }),
        suites: { 'TLSv1.2': suites(['ECDHE_RSA_WITH_AES_128_CBC_SHA']) },
        active: tested,
      }),
      'B',
      'no-aead',
    ],
  ])('%s: %# is capped', (_, facts, letter, rule) => {
    const graded = of(facts);
    expect(graded.letter).toBe(letter);
    expect(graded.caps.map((cap) => cap.rule)).toContain(rule);
    expect(graded.caps.every(({ text, source, fix }) => text !== '' && source !== '' && fix !== '')).toBe(true);
  });

  test.each([
    [512, 'F'],
    [1023, 'F'],
    [1024, 'B'],
    [2047, 'B'],
    [2048, 'A+'],
    [4096, 'A+'],
  ])('Diffie-Hellman with %i bits is %s', (bits, letter) => {
    expect(of(tls12([GCM, 'DHE_RSA_WITH_AES_128_GCM_SHA256'], { dh: dh(bits) })).letter).toBe(letter);
  });

  test.each([
    [512, 'F'],
    [1023, 'F'],
    [1024, 'B'],
    [2047, 'B'],
    [2048, 'A+'],
    [8192, 'A+'],
  ])('an RSA key with %i bits is %s', (bits, letter) =>
    expect(of(modern({ chains: chainWith({ bits }) })).letter).toBe(letter),
  );

  test.each([
    ['P-256', 256, 'A+'],
    ['P-384', 384, 'A+'],
    ['P-192', 192, 'B'],
  ])('an EC key on %s (%i bits) is %s', (curve, bits, letter) => {
    expect(of(modern({ chains: chainWith({ type: 'EC', bits, curve, exponent: null }) })).letter).toBe(letter);
  });
});

describe('SSL 3.0', () => {
  const with3 = (names: readonly string[], complete = true): TlsFacts =>
    modern({
      protocols: protocols({ SSLv3: 'yes', 'TLSv1.2': 'yes', 'TLSv1.3': 'yes' }),
      suites: { ...modern().suites, SSLv3: suites(names, { complete }) },
      active: tested,
    });

  test('with CBC is POODLE: C', () => expect(of(with3(['ECDHE_RSA_WITH_AES_128_CBC_SHA'])).letter).toBe('C'));
  test('with RC4 alone is mitigated: B', () => expect(of(with3(['ECDHE_RSA_WITH_RC4_128_SHA'])).letter).toBe('B'));
  test('not answered to is a bound, not a no', () => {
    const graded = of(modern({ protocols: protocols({ SSLv3: 'unknown', 'TLSv1.2': 'yes', 'TLSv1.3': 'yes' }) }));
    expect(graded).toMatchObject({ letter: null, bounds: { lower: 'F', upper: 'A+' } });
    expect(graded.open.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['anonymous', 'poodle', 'ssl3']));
  });
});

describe('what reference clients would get', () => {
  test('a server that lets clients choose and has RSA key exchange: IE 11 on Windows Phone gets no forward secrecy', () => {
    const graded = of(tls12([GCM, 'RSA_WITH_AES_128_CBC_SHA256', 'ECDHE_RSA_WITH_AES_128_CBC_SHA256'], {}, 'client'));
    expect(graded.letter).toBe('B');
    expect(graded.caps[0]).toMatchObject({
      rule: 'no-forward-secrecy',
      text: expect.stringContaining('IE 11 / Win Phone 8.1 would get TLS_RSA_WITH_AES_128_CBC_SHA256'),
    });
  });

  test('the same suites in the server’s order: all get forward secrecy', () => {
    const names = [
      GCM,
      'ECDHE_RSA_WITH_AES_128_CBC_SHA256',
      'ECDHE_RSA_WITH_AES_128_CBC_SHA',
      'RSA_WITH_AES_128_CBC_SHA256',
    ];
    expect(of(tls12(names)).letter).toBe('A+');
  });

  test('3DES last in the list of a server with its own order is no cap; for a server without it is', () => {
    const names = [GCM, 'ECDHE_RSA_WITH_AES_128_CBC_SHA', 'ECDHE_RSA_WITH_3DES_EDE_CBC_SHA'];
    expect(of(tls12(names)).letter).toBe('A+');
    const preferred = of(tls12([...names].reverse()));
    expect(preferred.letter).toBe('C');
    expect(preferred.caps[0]?.rule).toBe('small-block');
  });

  test('3DES that only clients of TLS 1.0 get is no cap of its own', () => {
    const graded = of(
      modern({
        protocols: protocols({ TLSv1: 'yes', 'TLSv1.2': 'yes' }),
        suites: {
          TLSv1: suites(['ECDHE_RSA_WITH_3DES_EDE_CBC_SHA']),
          'TLSv1.2': suites([GCM, 'ECDHE_RSA_WITH_AES_128_CBC_SHA256']),
        },
        active: tested,
      }),
    );
    expect(graded.caps.map(({ rule }) => rule)).toEqual(['tls10-tls11']);
  });

  test('RC4 chosen with TLS 1.2 is C, with TLS 1.0 only B', () => {
    expect(of(tls12(['ECDHE_RSA_WITH_RC4_128_SHA', GCM])).letter).toBe('C');
    const old = modern({
      protocols: protocols({ TLSv1: 'yes', 'TLSv1.2': 'yes', 'TLSv1.3': 'yes' }),
      suites: { ...modern().suites, TLSv1: suites(['ECDHE_RSA_WITH_RC4_128_SHA']) },
      active: tested,
    });
    expect(of(old).letter).toBe('B');
  });

  test('a server with X25519 alone loses the clients without it, and no point for them', () => {
    const names = [GCM, 'RSA_WITH_AES_128_GCM_SHA256'];
    const groups = { tls13: { names: ['x25519'], complete: true }, legacy: { names: ['x25519'], complete: true } };
    expect(of(tls12([GCM], { groups })).letter).toBe('A+');
    expect(of(tls12(names, { groups })).caps[0]?.rule).toBe('no-forward-secrecy');
  });

  test('an unknown way of choosing is a bound when it matters', () => {
    const facts = tls12([
      GCM,
      'ECDHE_RSA_WITH_AES_128_CBC_SHA256',
      'ECDHE_RSA_WITH_AES_128_CBC_SHA',
      'RSA_WITH_AES_128_CBC_SHA256',
    ]);
    const unknown = modern({
      ...facts,
      suites: {
        ...facts.suites,
        'TLSv1.2': suites(['ECDHE_RSA_WITH_AES_128_CBC_SHA256', 'RSA_WITH_AES_128_CBC_SHA256', GCM], {
          order: 'unknown',
        }),
      },
    });
    expect(of(unknown)).toMatchObject({ letter: null, bounds: { lower: 'B', upper: 'A+' } });
  });
});

describe('old bugs: excluded, tested, or a bound', () => {
  const state = (graded: Grade, name: string) => graded.vulnerabilities.find((found) => found.name === name);

  test('a modern configuration excludes all of them, each with its reason', () => {
    const { vulnerabilities } = of(modern());
    expect(vulnerabilities.every(({ state: found, why }) => found === 'excluded' && why !== '')).toBe(true);
  });

  test('RSA key exchange leaves ROBOT open: between F and A+', () => {
    const { robot: _, ...others } = tested;
    const graded = of(tls12([...FOR_ALL, 'RSA_WITH_AES_128_GCM_SHA256'], { active: others }));
    expect(graded).toMatchObject({ letter: null, bounds: { lower: 'F', upper: 'A+' } });
    expect(graded.open).toEqual([expect.objectContaining({ rule: 'robot', grade: 'F' })]);
    expect(state(graded, 'robot')?.state).toBe('not-tested');
  });

  test.each([
    'ccs-injection',
    'heartbleed',
    'ticketbleed',
    'robot',
    'padding-oracle',
    'insecure-renegotiation',
  ] as const)('%s, found, is F', (name) => {
    expect(of(modern({ active: { [name]: { vulnerable: 'yes', why: 'found' } } })).letter).toBe('F');
  });

  test('a probe without a clear answer keeps the bound', () => {
    const graded = of(tls12([...FOR_ALL, 'RSA_WITH_AES_128_GCM_SHA256'], { active: robotAside }));
    expect(graded.bounds).toEqual({ lower: 'F', upper: 'A+' });
    expect(state(graded, 'robot')).toEqual({ name: 'robot', state: 'unknown', why: 'the answers varied' });
  });

  const old12 = (more: Partial<TlsFacts>): TlsFacts =>
    modern({
      protocols: protocols({ 'TLSv1.2': 'yes' }),
      suites: { 'TLSv1.2': suites([GCM]) },
      groups: { tls13: { names: [], complete: true }, legacy: { names: ['secp256r1'], complete: true } },
      extendedMasterSecret: { known: true, value: false },
      fallbackScsv: { known: false, why: 'one version' },
      ...more,
    });

  test.each<[string, Partial<TlsFacts>, string]>([
    ['nothing that came after 2014', {}, 'not-tested'],
    ['X25519', { groups: { ...modern().groups, legacy: { names: ['x25519'], complete: true } } }, 'excluded'],
    ['ChaCha20-Poly1305', { suites: { 'TLSv1.2': suites(['ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256']) } }, 'excluded'],
    [
      'ChaCha20-Poly1305 by its draft number',
      { suites: { 'TLSv1.2': suites(['ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256_draft']) } },
      'not-tested',
    ],
    ['the extended master secret', { extendedMasterSecret: { known: true, value: true } }, 'excluded'],
    ['encrypt-then-MAC', { encryptThenMac: { known: true, value: true } }, 'excluded'],
    ['fallback SCSV', { fallbackScsv: { known: true, value: true } }, 'excluded'],
  ])('CCS injection with %s: %j is %s', (_, more, expected) => {
    expect(state(of(old12(more)), 'ccs-injection')?.state).toBe(expected);
  });

  test.each<[string, Partial<TlsFacts>, string]>([
    ['no tickets', { sessionTickets: { known: true, value: false } }, 'excluded'],
    ['tickets and no TLS 1.3', { sessionTickets: { known: true, value: true } }, 'not-tested'],
    ['tickets not known', { sessionTickets: { known: false, why: 'lean' } }, 'not-tested'],
  ])('Ticketbleed with %s: %j is %s', (_, more, expected) => {
    expect(state(of(old12(more)), 'ticketbleed')?.state).toBe(expected);
  });

  test('a heartbeat extension of an old server leaves Heartbleed open', () => {
    expect(state(of(old12({ heartbeat: { known: true, value: true } })), 'heartbleed')?.state).toBe('not-tested');
    expect(state(of(modern({ heartbeat: { known: true, value: true } })), 'heartbleed')?.state).toBe('excluded');
  });

  test('CBC leaves the padding oracles of appliances open, and closes those of old OpenSSL by age', () => {
    const { vulnerabilities } = of(tls12([GCM, 'ECDHE_RSA_WITH_AES_128_CBC_SHA'], { active: {} }));
    const open = vulnerabilities.filter(({ state: found }) => found === 'not-tested').map(({ name }) => name);
    expect(open).toEqual(['poodle-tls', 'zombie-poodle', 'goldendoodle']);
  });

  test('suites that could not be asked for exclude nothing', () => {
    const facts = modern({ suites: { ...modern().suites, 'TLSv1.2': suites([GCM], { complete: false }) } });
    expect(of(facts)).toMatchObject({ letter: null, bounds: { lower: 'F', upper: 'A+' } });
  });
});

describe('trust, and what goes before what', () => {
  const ssl2 = modern({
    protocols: protocols({ SSLv2: 'yes', 'TLSv1.2': 'yes' }),
    suites: { 'TLSv1.2': suites([GCM]) },
    active: tested,
  });

  test.each<[string, TlsFacts, ChainTrust, string, string]>([
    ['untrusted', modern(), untrusted, 'T', 'A'],
    ['mismatch', modern(), mismatch, 'M', 'A+'],
    ['both', modern(), { ...untrusted, problems: [...untrusted.problems, ...mismatch.problems] }, 'M', 'A'],
    ['untrusted with SSL 2.0', ssl2, untrusted, 'F', 'F'],
    ['mismatch with SSL 2.0', ssl2, mismatch, 'F', 'F'],
    ['SHA-1', modern(), trusted({ signatures: ['sha1WithRSAEncryption'] }), 'T', 'A+'],
    ['MD5', modern(), trusted({ signatures: ['md5WithRSAEncryption'] }), 'F', 'F'],
    ['an incomplete chain', modern(), incomplete, 'B', 'A+'],
  ])('%s: %# gives %4$s, or %5$s with trust ignored', (_, facts, trust, letter, ignored) => {
    const graded = of(facts, { trust: [trust] });
    expect(graded.letter).toBe(letter);
    expect(graded.trustIgnored).toBe(ignored);
  });

  test('a missing intermediate that nobody here knows is B or T', () => {
    const chain = trusted({
      trusted: 'unknown',
      problems: [{ code: 'incomplete-chain', text: 'the issuer is not known here' }],
      path: null,
    });
    expect(of(modern(), { trust: [chain] })).toMatchObject({ letter: null, bounds: { lower: 'T', upper: 'A+' } });
  });

  test('no chain at all leaves trust and the strength of the key open', () => {
    const graded = of(modern({ chains: [] }), { trust: [] });
    expect(graded).toMatchObject({ letter: null, bounds: { lower: 'F' } });
    expect(graded.open.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['untrusted', 'weak-key-1024', 'rsa-exponent-1', 'weak-key-2048']),
    );
  });

  test('one bad chain of two is enough', () =>
    expect(of(modern(), { trust: [trusted(), untrusted] }).letter).toBe('T'));
});

describe('what could not be asked is never taken for absent', () => {
  const opens = (facts: TlsFacts): readonly string[] => of(facts).open.map(({ rule }) => rule);

  test.each(['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2'] as const)('%s without an answer opens the suites', (protocol) => {
    const { [protocol]: _, ...known } = modern().suites;
    const facts = modern({
      protocols: protocols({ 'TLSv1.2': 'yes', 'TLSv1.3': 'yes', [protocol]: 'unknown' }),
      suites: known,
      secureRenegotiation: { known: false, why: 'reset' },
      compression: { known: false, why: 'reset' },
      groups: { ...modern().groups, legacy: { names: [], complete: false } },
    });
    expect(of(facts)).toMatchObject({ letter: null, bounds: { lower: 'F', upper: 'A+' } });
    expect(opens(facts)).toEqual(
      expect.arrayContaining([
        'anonymous',
        'insecure-suites',
        'rc4',
        'robot',
        'compression',
        'no-secure-renegotiation',
      ]),
    );
  });

  test('Diffie-Hellman suites whose prime was not seen', () => {
    expect(opens(tls12([GCM, 'DHE_RSA_WITH_AES_128_GCM_SHA256']))).toEqual(['logjam', 'weak-dh']);
    expect(opens(tls12([GCM, 'DHE_PSK_WITH_AES_128_GCM_SHA256']))).toEqual([]);
  });

  test('suites that were not all seen open what clients would get', () => {
    const facts = modern({ suites: { ...modern().suites, 'TLSv1.2': suites([GCM], { complete: false }) } });
    expect(opens(facts)).toEqual(expect.arrayContaining(['rc4-modern', 'small-block', 'no-forward-secrecy']));
  });
});

describe('a pool of differing servers: the worst counts', () => {
  const contradiction = (about: Contradiction['about'], subject: string): TlsFacts['unstable'] => [
    { about, subject, text: `${subject} differs` },
  ];

  test('TLS 1.3 on some connections only is no A+, and shows nothing of the age of the others', () => {
    const graded = of(modern({ unstable: contradiction('protocol', 'TLSv1.3') }));
    expect(graded.warnings.map(({ rule }) => rule)).toEqual(['no-tls13']);
    expect(graded.bounds?.upper).toBe('A-');
    expect(graded.notes).toEqual([expect.stringContaining('more than one server')]);
    expect(graded.vulnerabilities.find(({ name }) => name === 'ccs-injection')?.state).toBe('not-tested');
  });

  test('both versions on some connections only may hide a server with neither', () => {
    const unstable = [...contradiction('protocol', 'TLSv1.3'), ...contradiction('protocol', 'TLSv1.2')];
    expect(of(modern({ unstable, active: tested })).open.map(({ rule }) => rule)).toContain('no-tls12');
  });

  test('another certificate on some connections keeps what the configuration excludes', () => {
    expect(of(modern({ unstable: contradiction('certificate', 'TLSv1.3') })).letter).toBe('A+');
  });
});

describe('the score', () => {
  test.each<[string, TlsFacts, object]>([
    ['modern', modern(), { protocol: 100, keyExchange: 90, cipher: 90, total: 93 }],
    [
      'RSA 4096 and AES-256 alone',
      modern({
        suites: { 'TLSv1.3': suites(['AES_256_GCM_SHA384']) },
        chains: chainWith({ bits: 4096 }),
        groups: { tls13: { names: ['secp384r1'], complete: true }, legacy: { names: [], complete: true } },
      }),
      { protocol: 100, keyExchange: 100, cipher: 100, total: 100 },
    ],
    ['TLS 1.0 to 1.2', modern({ protocols: protocols({ TLSv1: 'yes', 'TLSv1.2': 'yes' }) }), { protocol: 95 }],
    ['3DES counts as 168 bits', tls12(['RSA_WITH_3DES_EDE_CBC_SHA']), { cipher: 80 }],
    ['anonymous suites', tls12([GCM, 'DH_anon_WITH_AES_128_CBC_SHA']), { keyExchange: 0, total: 0 }],
    ['export suites', tls12([GCM, 'RSA_EXPORT_WITH_RC4_40_MD5']), { keyExchange: 40, cipher: 50 }],
    ['NULL', tls12([GCM, 'RSA_WITH_NULL_SHA']), { cipher: 40 }],
  ])('%s: %# scores', (_, facts, expected) => expect(of(facts).score).toMatchObject(expected));
});

describe('nothing to grade', () => {
  test('an unreachable address has no grade and says why', () => {
    const graded = of(modern({ problem: 'ECONNREFUSED (unreachable)', suites: {} }));
    expect(graded).toMatchObject({ letter: null, bounds: null, score: null, notes: ['ECONNREFUSED (unreachable)'] });
  });

  test('unknown SSL 2.0 does not matter beside TLS 1.3, whose software never had it', () => {
    expect(of(modern({ protocols: protocols({ SSLv2: 'unknown', 'TLSv1.2': 'yes', 'TLSv1.3': 'yes' }) })).letter).toBe(
      'A+',
    );
    const old = modern({
      protocols: protocols({ SSLv2: 'unknown', 'TLSv1.2': 'yes' }),
      suites: { 'TLSv1.2': suites([GCM]) },
      active: tested,
    });
    expect(of(old)).toMatchObject({ letter: null, bounds: { lower: 'F', upper: 'A-' } });
  });
});
