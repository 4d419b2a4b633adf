import { rootCertificates } from 'node:tls';
import { expect, test } from 'vitest';
import { createRoots } from '../../../src/collect/web/roots.ts';
import { readPem } from '../../../src/parse/x509/pem.ts';
import { issue } from '../../servers/tls/certificates.ts';

test('every root that Node ships is found by its subject as certificates are read', async () => {
  const ask = createRoots(null);
  for (const { subject, der } of readPem(rootCertificates)) {
    const { certificates } = await ask({ roots: [subject] });
    expect(
      readPem(certificates).map((root) => root.der),
      subject,
    ).toContain(der);
  }
});

test.each(['Lab Root', 'Lab, Root', 'Lab+Root', 'Lab \\ "Root"', ' Lab', 'Bücher', 'a\u001bb', 'a\u202eb', '#Lab;<>'])(
  'a root of one’s own called %j',
  async (subject) => {
    const root = issue({ subject, ca: true });
    const ask = createRoots({ name: 'own.pem', pem: `words\n${root.pem}\n${issue({ subject: 'Other' }).pem}` });
    const [facts] = readPem([root.pem]);
    expect(await ask({ roots: [facts?.subject ?? ''] })).toEqual({ store: 'own.pem', certificates: [root.pem.trim()] });
  },
);

test('a name that is in no store brings nothing', async () =>
  expect((await createRoots(null)({ roots: ['CN=Nobody'] })).certificates).toEqual([]));
