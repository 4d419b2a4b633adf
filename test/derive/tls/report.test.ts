import { describe, expect, test } from 'vitest';
import { grade } from '../../../src/derive/tls/grade.ts';
import { gradeText, hostGrade } from '../../../src/derive/tls/host-grade.ts';
import { tlsPage } from '../../../src/derive/tls/page.ts';
import { type GradedEndpoint, tlsReport } from '../../../src/derive/tls/report.ts';
import type { HstsFact, TlsFacts } from '../../../src/domain/tls.ts';
import { chainWith, modern, protocols, suites, trusted } from './facts.ts';

const hsts: HstsFact = { status: 'present', maxAge: 31_536_000 };
const graded = (facts: TlsFacts): GradedEndpoint => {
  const trust = facts.chains.map(() => trusted());
  return { facts, trust, hsts, grade: grade({ facts, trust, hsts, ruleset: '2009r' }), seconds: 0.5 };
};
const good = graded(modern());
const withRsa = graded(
  modern({
    address: '192.0.2.2',
    suites: {
      'TLSv1.3': suites(['AES_128_GCM_SHA256']),
      'TLSv1.2': suites(['ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'RSA_WITH_AES_128_GCM_SHA256']),
    },
  }),
);
const weak = graded(modern({ address: '192.0.2.3', chains: chainWith({ bits: 1024 }) }));
const gone = graded(
  modern({ address: '192.0.2.4', problem: 'ECONNREFUSED (unreachable)', suites: {}, protocols: protocols({}) }),
);

describe('the host counts as its worst address', () => {
  test.each([
    ['one good', [good], 'A+', 'A+'],
    ['good and weak', [good, weak], 'B', 'B'],
    ['good and one that is open', [good, withRsa], null, 'between F and B'],
    ['good and one that is gone', [good, gone], null, 'between F and A+'],
    ['only one that is gone', [gone], null, 'not gradable'],
    ['none', [], null, 'not gradable'],
  ])('%s', (_, endpoints, letter, text) => {
    const host = hostGrade(endpoints.map((endpoint) => endpoint.grade));
    expect(host.letter).toBe(letter);
    expect(gradeText(host)).toBe(text);
  });
});

test('the JSON has the agreed shape', () => {
  const report = tlsReport('lab.test', 443, [good]);
  expect(report).toMatchObject({
    host: 'lab.test',
    port: 443,
    grade: 'A+',
    endpoints: [
      {
        address: '192.0.2.1',
        grade: 'A+',
        bounds: { lower: 'A+', upper: 'A+' },
        caps: [],
        warnings: [],
        protocols: { SSLv2: 'no', SSLv3: 'no', TLSv1: 'no', 'TLSv1.1': 'no', 'TLSv1.2': 'yes', 'TLSv1.3': 'yes' },
        suites: { 'TLSv1.3': ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384'] },
        order: { 'TLSv1.2': 'server', 'TLSv1.3': 'server' },
        groups: ['x25519', 'secp256r1'],
        dh: [],
        chains: [
          {
            trusted: true,
            problems: [],
            certificates: [
              {
                subject: 'CN=lab.test',
                issuer: 'CN=Lab',
                notAfter: '2027-01-01T00:00:00.000Z',
                key: 'RSA 2048',
                signature: 'sha256WithRSAEncryption',
              },
            ],
          },
        ],
        vulnerabilities: { robot: 'excluded', heartbleed: 'excluded' },
        hsts,
        connections: 35,
        seconds: 0.5,
      },
    ],
  });
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
});

describe('the page', () => {
  test('says the grade first, and shows what is offered in order', () => {
    const page = tlsPage(tlsReport('lab.test', 443, [good]));
    expect(page.split('\n')[1]).toBe('│  A+  │  lab.test:443');
    expect(page.indexOf('TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256')).toBeLessThan(
      page.indexOf('TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'),
    );
    expect(page).toContain('Excluded by the configuration  heartbleed');
  });

  test('says what capped the grade and how to fix it', () => {
    const page = tlsPage(tlsReport('lab.test', 443, [weak]));
    expect(page).toContain('The certificate key is weaker than RSA 2048: RSA 1024');
    expect(page).toContain('Use RSA 2048 or ECDSA P-256.');
  });

  test('says what could not be told', () => {
    const page = tlsPage(tlsReport('lab.test', 443, [withRsa]));
    expect(page).toContain('│  between F and B  │  lab.test:443');
    expect(page).toContain('Not tested  robot');
    expect(page).toContain('could be F: --active tests for them');
  });

  test('tells a pool of differing servers as such', () => {
    const text = 'TLSv1.2: TLS_RSA_WITH_RC4_128_SHA taken on some connections and refused on others';
    const facts = { ...withRsa.facts, unstable: [{ about: 'suites', subject: 'TLSv1.2', text } as const] };
    const page = tlsPage(tlsReport('lab.test', 443, [{ ...withRsa, facts }]));
    expect(page).toContain(`Not the same server each time\n  ${text}`);
  });

  test('an address that does not answer is named with the reason', () => {
    expect(tlsPage(tlsReport('lab.test', 443, [gone]))).toContain('ECONNREFUSED');
  });

  test('marks weak suites apart from strong ones', () => {
    const style = {
      strong: (text: string) => text,
      good: (text: string) => `+${text}`,
      fair: (text: string) => `~${text}`,
      bad: (text: string) => `!${text}`,
      dim: (text: string) => text,
      ascii: false,
    };
    const mixed = graded(
      modern({
        suites: {
          'TLSv1.2': suites(['ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'RSA_WITH_AES_128_CBC_SHA', 'RSA_WITH_RC4_128_SHA']),
        },
      }),
    );
    const page = tlsPage(tlsReport('lab.test', 443, [mixed]), style);
    expect(page).toContain('+TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256');
    expect(page).toContain('~TLS_RSA_WITH_AES_128_CBC_SHA');
    expect(page).toContain('!TLS_RSA_WITH_RC4_128_SHA');
  });
});
