import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judgeTrust } from '../../../src/derive/tls/trust.ts';
import { storeOf } from '../../../src/derive/tls/trust-path.ts';
import { readCertificate } from '../../../src/parse/x509/certificate.ts';
import { readPem } from '../../../src/parse/x509/pem.ts';
import {
  alternativeNames,
  basicConstraints,
  type CertificateOptions,
  extension,
  type Issued,
  issue,
  keyUsage,
  nameConstraints,
  rsaKey,
} from './certificates.ts';
import { installed } from './real-servers.ts';

type Made = Partial<CertificateOptions>;
type Chain = { readonly leaf: Issued; readonly others: readonly Issued[]; readonly roots: readonly Issued[] };

const date = '2026-11-22T12:00:00.000Z';
const folder = mkdtempSync(join(tmpdir(), 'claimcheck-verify-'));

const chainOf = (leaf: Made, authorities: readonly Made[] = [{}], root: Made = {}): Chain => {
  const top = issue({ subject: 'Root', ca: root.extensions === undefined, ...root });
  const chain: Issued[] = [top];
  for (const [index, made] of [...authorities].reverse().entries())
    chain.unshift(
      issue({
        subject: `CA ${index}`,
        ca: made.extensions === undefined,
        issuer: chain[0] ?? top,
        serial: index + 2,
        ...made,
      }),
    );
  const names = leaf.extensions === undefined ? ['lab.test'] : [];
  const end = issue({ subject: 'lab.test', names, issuer: chain[0] ?? top, serial: 99, ...leaf });
  return { leaf: end, others: chain.slice(0, -1), roots: [top] };
};

/** What OpenSSL's own path validation says, for a TLS server of this name on this date. */
const openssl = ({ leaf, others, roots }: Chain, host: string): boolean => {
  const file = (name: string, certificates: readonly Issued[]): string => {
    const path = join(folder, name);
    writeFileSync(path, certificates.map(({ pem }) => pem).join(''));
    return path;
  };
  const time = String(Date.parse(date) / 1_000);
  const sent = others.length === 0 ? [] : ['-untrusted', file('sent.pem', others)];
  const purpose = ['-purpose', 'sslserver', '-attime', time, '-auth_level', '0'];
  const name = /^[\d.]+$/.test(host) ? ['-verify_ip', host] : ['-verify_hostname', host];
  try {
    execFileSync(
      'openssl',
      [
        'verify',
        '-no-CApath',
        '-no-CAstore',
        '-CAfile',
        file('roots.pem', roots),
        ...sent,
        ...purpose,
        ...name,
        file('leaf.pem', [leaf]),
      ],
      { stdio: 'ignore' },
    );
    return true;
  } catch {
    return false;
  }
};

const ours = ({ leaf, others, roots }: Chain, host: string): boolean => {
  const certificates = [leaf, ...others].map(({ certificate }) => readCertificate(certificate));
  const store = storeOf(readPem(roots.map(({ pem }) => pem)));
  const { problems } = judgeTrust(
    { protocol: 'TLSv1.3', certificates, staple: null, handshakeScts: false },
    { host, store, date },
  );
  return problems.length === 0;
};

const ca = (...extensions: readonly Buffer[]): Made => ({ extensions: [basicConstraints(true), ...extensions] });
const san = (...names: readonly string[]): Made => ({ extensions: [alternativeNames(...names)] });
const CLIENT = ['1.3.6.1.5.5.7.3.2'];
const SERVER = ['1.3.6.1.5.5.7.3.1'];
const cross = (notAfter: string): Chain => {
  const { leaf, others, roots } = chainOf({});
  const old = issue({ subject: 'Old Root', ca: true, notAfter });
  const [top] = roots;
  const crossed = issue({
    subject: 'Root',
    ca: true,
    issuer: old,
    notAfter,
    ...(top === undefined ? {} : { key: top.key }),
  });
  return { leaf, others: [...others, crossed], roots: [...roots, old] };
};

describe.skipIf(!installed('openssl'))('the same as openssl verify', () => {
  test.each<[string, Chain, string, boolean]>([
    ['a good chain', chainOf({}), 'lab.test', true],
    ['three authorities', chainOf({}, [{}, {}, {}]), 'lab.test', true],
    ['another name', chainOf({}), 'other.test', false],
    ['a wildcard', chainOf(san('DNS:*.lab.test')), 'a.lab.test', true],
    ['a wildcard over two labels', chainOf(san('DNS:*.lab.test')), 'a.b.lab.test', false],
    ['a wildcard over none', chainOf(san('DNS:*.lab.test')), 'lab.test', false],
    ['an IDN', chainOf(san('DNS:xn--bcher-kva.test')), 'xn--bcher-kva.test', true],
    ['an address', chainOf(san('IP:c0000207')), '192.0.2.7', true],
    ['another address', chainOf(san('IP:c0000207')), '192.0.2.8', false],
    ['an expired leaf', chainOf({ notAfter: '2026-11-22T11:59:59Z' }), 'lab.test', false],
    ['a leaf of tomorrow', chainOf({ notBefore: '2026-11-23T00:00:00Z' }), 'lab.test', false],
    ['an expired authority', chainOf({}, [{ notAfter: '2026-01-01T00:00:00Z' }]), 'lab.test', false],
    ['an expired root', chainOf({}, [{}], { notAfter: '2026-01-01T00:00:00Z' }), 'lab.test', false],
    ['an authority that is none', chainOf({}, [{ ca: false }]), 'lab.test', false],
    ['an authority that may not sign', chainOf({}, [ca(keyUsage('digitalSignature'))]), 'lab.test', false],
    ['an authority that may', chainOf({}, [ca(keyUsage('keyCertSign'))]), 'lab.test', true],
    ['no authority below allowed', chainOf({}, [{}, { extensions: [basicConstraints(true, 0)] }]), 'lab.test', false],
    ['one allowed', chainOf({}, [{}, { extensions: [basicConstraints(true, 1)] }]), 'lab.test', true],
    [
      'a path too long for the root',
      chainOf({}, [{}, {}], { extensions: [basicConstraints(true, 1)] }),
      'lab.test',
      false,
    ],
    ['a leaf for clients', chainOf({ usages: CLIENT }), 'lab.test', false],
    ['an authority for clients', chainOf({}, [{ usages: CLIENT }]), 'lab.test', false],
    ['an authority for servers', chainOf({}, [{ usages: SERVER }]), 'lab.test', true],
    [
      'an unknown critical extension',
      chainOf({
        ...san('DNS:lab.test'),
        extensions: [alternativeNames('DNS:lab.test'), extension('1.2.3.4', true, Buffer.from([5, 0]))],
      }),
      'lab.test',
      false,
    ],
    ['permitted', chainOf({}, [ca(nameConstraints(['DNS:lab.test']))]), 'lab.test', true],
    ['not permitted', chainOf({}, [ca(nameConstraints(['DNS:other.test']))]), 'lab.test', false],
    ['excluded', chainOf({}, [ca(nameConstraints([], ['DNS:test']))]), 'lab.test', false],
    ['below a domain', chainOf(san('DNS:a.lab.test'), [ca(nameConstraints(['DNS:.lab.test']))]), 'a.lab.test', true],
    ['a domain beside', chainOf(san('DNS:alab.test'), [ca(nameConstraints(['DNS:lab.test']))]), 'alab.test', false],
    [
      'a permitted address',
      chainOf(san('IP:0a000001'), [ca(nameConstraints(['IP:0a000000ff000000']))]),
      '10.0.0.1',
      true,
    ],
    [
      'an address beside',
      chainOf(san('IP:0b000001'), [ca(nameConstraints(['IP:0a000000ff000000']))]),
      '11.0.0.1',
      false,
    ],
    ['a directory beside', chainOf({}, [ca(nameConstraints(['dir:other']))]), 'lab.test', false],
    ['a directory that fits', chainOf({}, [ca(nameConstraints(['dir:lab.test']))]), 'lab.test', true],
    ['a foreign root', { ...chainOf({}), roots: [issue({ subject: 'Root', ca: true })] }, 'lab.test', false],
    ['an intermediate missing', { ...chainOf({}), others: [] }, 'lab.test', false],
    ['a valid cross-sign', cross('2030-01-01T00:00:00Z'), 'lab.test', true],
    ['an expired cross-sign beside a good path', cross('2026-01-01T00:00:00Z'), 'lab.test', true],
    ['SHA-1 in between, at level 0', chainOf({}, [{ hash: 'sha1' }]), 'lab.test', true],
    ['RSA', chainOf({ key: rsaKey() }, [{ key: rsaKey() }], { key: rsaKey() }), 'lab.test', true],
  ])('%s', (_, chain, host, valid) => {
    expect(openssl(chain, host), 'OpenSSL').toBe(valid);
    expect(ours(chain, host), 'claimcheck').toBe(valid);
  });
});
