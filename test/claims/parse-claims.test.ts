import { describe, expect, test } from 'vitest';
import { valid, withClaim, withScope } from './files.ts';

describe('a whole file', () => {
  const file = valid(`
version: 1
subject: Hiver
page: { url: https://hiverhq.com/security, document: hiver.txt, read: 2026-11-21 }
scope:
  aws:
    accounts: [{ profile: prod }, { role: arn:aws:iam::111122223333:role/audit, externalId: x-1 }]
    regions: [us-east-1, us-gov-west-1]
    resources: { tag: { environment: production, team: [a, b] } }
  endpoints: [app.hiverhq.com, "hiverhq.com:8443"]
  environments:
    production: { tag: { environment: [production, prod] } }
    staging: { vpc: [vpc-0abc], account: ["011122223333"] }
claims:
  - id: hiver-20
    says: All application generated data is backed up automatically every few hours.
    line: 53
    kind: backup.frequency
    with: { every: 6h, stores: [rds, s3] }
    severity: critical
  - id: hiver-28
    says: ISO 27001 certified
    gloss: The same in English
    line: 71-75
    kind: certification
    attestation:
      document: iso27001.pdf
      sha256: ABCDEF${'0'.repeat(58)}
      owner: ciso@hiverhq.com
      issued: 2026-01-10
      validUntil: 2027-01-09
`);

  test('says who is meant', () => {
    expect(file.subject).toBe('Hiver');
    expect(file.page).toEqual({ url: 'https://hiverhq.com/security', document: 'hiver.txt', read: '2026-11-21' });
  });

  test('has its scope', () => {
    expect(file.scope).toEqual({
      aws: {
        accounts: [
          { profile: 'prod', role: null, externalId: null },
          { profile: null, role: 'arn:aws:iam::111122223333:role/audit', externalId: 'x-1' },
        ],
        regions: ['us-east-1', 'us-gov-west-1'],
        tags: [
          { key: 'environment', values: ['production'] },
          { key: 'team', values: ['a', 'b'] },
        ],
      },
      endpoints: [
        { host: 'app.hiverhq.com', port: 443 },
        { host: 'hiverhq.com', port: 8443 },
      ],
      environments: {
        production: { tags: [{ key: 'environment', values: ['production', 'prod'] }], vpcs: [], accounts: [] },
        staging: { tags: [], vpcs: ['vpc-0abc'], accounts: ['011122223333'] },
      },
    });
  });

  test('has its claims, with parameters as checks want them and as people wrote them', () => {
    expect(file.claims).toEqual([
      {
        id: 'hiver-20',
        says: 'All application generated data is backed up automatically every few hours.',
        gloss: null,
        source: { document: 'hiver.txt', line: 53, lineEnd: null },
        kind: 'backup.frequency',
        with: { everySeconds: 21_600, stores: ['rds', 's3'] },
        shown: { every: '6h', stores: ['rds', 's3'] },
        severity: 'critical',
        attestation: null,
        at: { line: 15, column: 5 },
      },
      {
        id: 'hiver-28',
        says: 'ISO 27001 certified',
        gloss: 'The same in English',
        source: { document: 'hiver.txt', line: 71, lineEnd: 75 },
        kind: 'certification',
        with: {},
        shown: {},
        severity: 'medium',
        attestation: {
          document: 'iso27001.pdf',
          sha256: `abcdef${'0'.repeat(58)}`,
          owner: 'ciso@hiverhq.com',
          issued: '2026-01-10',
          validUntil: '2027-01-09',
        },
        at: { line: 21, column: 5 },
      },
    ]);
  });
});

describe('what a file may leave out', () => {
  test('page and scope', () => {
    const file = valid(withClaim('kind: retention'));
    expect(file.page).toEqual({ url: null, document: null, read: null });
    expect(file.scope).toEqual({ aws: null, endpoints: [], environments: {} });
    expect(file.claims[0]?.source).toEqual({ document: null, line: null, lineEnd: null });
  });

  test('all of AWS but its name means the caller’s own account and every region', () => {
    expect(valid(withScope('aws: {}')).scope.aws).toEqual({ accounts: [], regions: 'all', tags: [] });
  });

  test('parameters that have defaults, which are then shown', () => {
    expect(valid(withClaim('kind: transit.tls-grade')).claims[0]).toMatchObject({
      with: { grade: 'A+' },
      shown: { grade: 'A+' },
    });
  });

  test('severity, which then comes with the kind', () => {
    expect(valid(withClaim('kind: identity.mfa')).claims[0]?.severity).toBe('critical');
    expect(valid(withClaim('kind: disclosure.policy')).claims[0]?.severity).toBe('low');
  });
});

describe('YAML that is used as it is meant', () => {
  test('an alias repeats a value', () => {
    const file = valid(
      [
        'version: 1',
        'subject: S',
        'claims:',
        '  - { id: a, says: &s It is so., kind: retention }',
        '  - { id: b, says: *s, kind: certification }',
      ].join('\n'),
    );
    expect(file.claims.map(({ says }) => says)).toEqual(['It is so.', 'It is so.']);
  });

  test('a country code is text, never a boolean', () => {
    expect(valid(withClaim('kind: residency.country', 'with: { country: NO }')).claims[0]?.with).toEqual({
      country: 'NO',
    });
  });

  test('Windows line ends', () => {
    expect(valid(withClaim('kind: retention').replaceAll('\n', '\r\n')).claims[0]?.at).toEqual({ line: 4, column: 5 });
  });
});
