import { rootCertificates } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { distrustedAfter } from '../../../src/derive/tls/distrust.ts';
import { pathProblems } from '../../../src/derive/tls/path-rules.ts';
import { readCertificate } from '../../../src/parse/x509/certificate.ts';
import { type Certificate, loadCertificate } from '../../../src/parse/x509/loaded.ts';
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
} from '../../servers/tls/certificates.ts';

const date = '2026-11-22T12:00:00.000Z';
const loaded = ({ certificate }: Issued): Certificate => {
  const found = loadCertificate(readCertificate(certificate));
  if (found === null) throw new Error('unreadable');
  return found;
};

type Made = Partial<CertificateOptions>;

/** A path leaf, authorities…, root, each signed by the next; the options say how each differs from an ordinary one. */
const pathOf = (leaf: Made, authorities: readonly Made[] = [{}], root: Made = {}): readonly Certificate[] => {
  const top = issue({ subject: 'Root', ca: root.extensions === undefined, ...root });
  const chain = [top];
  for (const [index, made] of [...authorities].reverse().entries()) {
    const [issuer] = chain;
    const subject = `Authority ${authorities.length - index}`;
    chain.unshift(
      issue({ subject, ca: made.extensions === undefined, ...(issuer === undefined ? {} : { issuer }), ...made }),
    );
  }
  const [issuer] = chain;
  const names = leaf.extensions === undefined ? ['lab.test'] : [];
  chain.unshift(issue({ subject: 'lab.test', names, ...(issuer === undefined ? {} : { issuer }), ...leaf }));
  return chain.map(loaded);
};
const codes = (path: readonly Certificate[]): readonly string[] => pathProblems(path, date).map(({ code }) => code);
const ca = (...extensions: readonly Buffer[]): Made => ({ extensions: [basicConstraints(true), ...extensions] });

test.each<[string, readonly Certificate[], readonly string[]]>([
  ['nothing wrong', pathOf({}), []],
  ['no authority between', pathOf({}, []), []],
  ['an expired authority', pathOf({}, [{ notAfter: '2026-01-01T00:00:00Z' }]), ['expired']],
  ['an expired root', pathOf({}, [{}], { notAfter: '2026-01-01T00:00:00Z' }), ['expired']],
  ['an authority of tomorrow', pathOf({}, [{ notBefore: '2026-11-23T00:00:00Z' }]), ['not-yet-valid']],
  ['an authority without the flag', pathOf({}, [{ ca: false }]), ['not-a-ca']],
  ['an authority with the flag off', pathOf({}, [{ extensions: [basicConstraints(false)] }]), ['not-a-ca']],
  ['a key that may not sign certificates', pathOf({}, [ca(keyUsage('digitalSignature', 'crlSign'))]), ['not-a-ca']],
  ['a key that may', pathOf({}, [ca(keyUsage('keyCertSign'))]), []],
  ['an authority for clients', pathOf({}, [{ usages: ['1.3.6.1.5.5.7.3.2'] }]), ['wrong-usage']],
  ['an authority for servers', pathOf({}, [{ usages: ['1.3.6.1.5.5.7.3.1'] }]), []],
  ['a leaf for clients', pathOf({ usages: ['1.3.6.1.5.5.7.3.2'] }), ['wrong-usage']],
  ['a key for signing code alone', pathOf({ extensions: [keyUsage('nonRepudiation')] }), ['wrong-usage']],
  ['a key for handshakes', pathOf({ extensions: [keyUsage('digitalSignature')] }), []],
  ['no authority allowed below', pathOf({}, [{}, { extensions: [basicConstraints(true, 0)] }]), ['path-length']],
  ['none allowed, and there is none', pathOf({}, [{ extensions: [basicConstraints(true, 0)] }]), []],
  ['one allowed below the root', pathOf({}, [{}], { extensions: [basicConstraints(true, 1)] }), []],
  ['two where one is allowed', pathOf({}, [{}, {}], { extensions: [basicConstraints(true, 1)] }), ['path-length']],
  ['an authority with RSA of 512 bits', pathOf({}, [{ key: rsaKey(512) }]), ['weak-key']],
  ['an authority with RSA of 1024 bits', pathOf({}, [{ key: rsaKey(1024) }]), []],
  [
    'a critical extension that nobody knows',
    pathOf({ extensions: [extension('1.2.3.4', true, Buffer.from([5, 0]))] }),
    ['unknown-critical-extension'],
  ],
  ['the same, not critical', pathOf({ extensions: [extension('1.2.3.4', false, Buffer.from([5, 0]))] }), []],
  ['a name outside what is permitted', pathOf({}, [ca(nameConstraints(['DNS:other.test']))]), ['name-constraints']],
])('%s', (_, path, expected) => expect(codes(path)).toEqual(expected));

describe('name constraints', () => {
  const leafOf = (...names: readonly string[]): Made => ({ extensions: [alternativeNames(...names)] });
  test.each<[string, readonly string[], readonly string[], boolean]>([
    ['DNS:lab.test', ['DNS:lab.test'], [], true],
    ['DNS:a.lab.test', ['DNS:lab.test'], [], true],
    ['DNS:*.lab.test', ['DNS:lab.test'], [], true],
    ['DNS:xlab.test', ['DNS:lab.test'], [], false],
    ['DNS:A.LAB.test', ['DNS:lab.TEST'], [], true],
    ['DNS:lab.test', ['DNS:.lab.test'], [], false],
    ['DNS:a.lab.test', ['DNS:.lab.test'], [], true],
    ['DNS:lab.test', ['DNS:'], [], true],
    ['DNS:lab.test', [], ['DNS:'], false],
    ['DNS:a.lab.test', ['DNS:lab.test'], ['DNS:a.lab.test'], false],
    ['DNS:b.lab.test', ['DNS:lab.test'], ['DNS:a.lab.test'], true],
    ['DNS:lab.test', ['DNS:other.test', 'DNS:lab.test'], [], true],
    ['DNS:lab.test', ['IP:0a000000ff000000'], [], true],
    ['IP:0a010203', ['IP:0a000000ff000000'], [], true],
    ['IP:0b010203', ['IP:0a000000ff000000'], [], false],
    ['IP:0a010203', [], ['IP:0a000000ff000000'], false],
    [`IP:20010db8${'00'.repeat(12)}`, [`IP:20010db8${'00'.repeat(12)}ffffffff${'00'.repeat(12)}`], [], true],
    [`IP:20010db9${'00'.repeat(12)}`, [`IP:20010db8${'00'.repeat(12)}ffffffff${'00'.repeat(12)}`], [], false],
    [`IP:20010db8${'00'.repeat(12)}`, ['IP:0a000000ff000000'], [], false],
    ['IP:0a010203', [], ['IP:0000000000000000'], false],
    ['email:a@lab.test', ['email:lab.test'], [], true],
    ['email:a@x.lab.test', ['email:lab.test'], [], false],
    ['email:a@x.lab.test', ['email:.lab.test'], [], true],
    ['email:a@lab.test', ['email:b@lab.test'], [], false],
    ['email:a@LAB.test', ['email:a@lab.test'], [], true],
    ['DNS:x.test', ['dir:lab.test'], [], true],
    ['DNS:x.test', ['dir:other'], [], false],
    ['DNS:x.test', [], ['dir:LAB.test'], false],
  ])('%s under %j without %j: %s', (name, permitted, excluded, allowed) =>
    expect(codes(pathOf(leafOf(name), [ca(nameConstraints(permitted, excluded))]))).toEqual(
      allowed ? [] : ['name-constraints'],
    ),
  );

  test('those of the root and of every authority hold at once', () => {
    const constrained = { extensions: [basicConstraints(true), nameConstraints(['DNS:lab.test'])] };
    const wider = ca(nameConstraints(['DNS:test']));
    expect(codes(pathOf(leafOf('DNS:lab.test'), [wider], constrained))).toEqual([]);
    expect(codes(pathOf(leafOf('DNS:other.test'), [wider], constrained))).toEqual(['name-constraints']);
  });

  test('more comparisons than a client makes are refused, not made', () => {
    const many = Array.from({ length: 600 }, (_, index) => `DNS:n${index}.test`);
    expect(codes(pathOf(leafOf(...many), [ca(nameConstraints(many))]))).toEqual(['name-constraints']);
  });
});

describe('distrusted roots', () => {
  const roots = readPem(rootCertificates).flatMap((facts) => loadCertificate(facts) ?? []);
  const found = (name: string) => roots.find(({ facts }) => facts.commonName === name);
  const entrust = found('Entrust Root Certification Authority - G2');

  test('some roots of this store are on the list, most are not', () => {
    const listed = roots.filter((root) => distrustedAfter(root) !== null);
    expect(listed.length).toBeLessThan(roots.length / 10);
    for (const { facts } of listed) expect(facts.subject).toMatch(/Entrust|AffirmTrust|GLOBALTRUST|IZENPE/);
  });

  // Stores of later versions of Node may have dropped it.
  test.skipIf(entrust === undefined).each([
    ['2024-11-30T23:59:59Z', []],
    ['2024-12-01T00:00:00Z', ['distrusted-ca']],
  ])('a leaf of %s under a root that ended on 2024-11-30: %j', (notBefore, expected) => {
    const [leaf] = pathOf({ notBefore }, []);
    if (leaf === undefined || entrust === undefined) throw new Error('no path');
    expect(codes([leaf, entrust])).toEqual(expected);
  });
});
