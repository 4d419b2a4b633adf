import { describe, expect, test } from 'vitest';
import type { Artifacts } from '../../src/domain/artifacts.ts';
import type { RegisteredCheck } from '../../src/domain/check.ts';
import type { Attestation, Binding, Claim } from '../../src/domain/claim.ts';
import type { Finding } from '../../src/domain/finding.ts';
import { itemsOf } from '../../src/evaluate/narrow.ts';
import { judgeClaim } from '../../src/score/judge-claim.ts';
import { bucket, context, denied, encryption, registered, scopeOf, withBuckets } from '../evaluate/bench.ts';

const text = {
  id: 'rest',
  says: 'All data is encrypted.',
  gloss: null,
  source: { document: 'page.txt', line: 6, lineEnd: null },
  severity: 'high',
  attestation: null,
  shown: { stores: ['s3'] },
  at: { line: 12, column: 5 },
} as const;
const claimOf = (binding: Binding = encryption(), attestation: Attestation | null = null): Claim => ({
  ...text,
  ...binding,
  attestation,
});

const document: Attestation = {
  document: 'drill.pdf',
  sha256: '0'.repeat(64),
  owner: 'ciso@acme.example',
  issued: '2026-01-01',
  validUntil: '2026-11-22',
};

interface Setting {
  readonly claim?: Claim;
  readonly checks?: readonly RegisteredCheck[];
  readonly waive?: (finding: Finding) => string | null;
  readonly day?: string;
  readonly attested?: ReadonlyMap<string, string>;
}

const judge = (
  artifacts: Artifacts,
  {
    claim = claimOf(),
    checks = [registered],
    waive = () => null,
    day = '2026-11-22',
    attested = new Map(),
  }: Setting = {},
) =>
  judgeClaim(claim, {
    checks,
    artifacts,
    items: itemsOf(artifacts, []),
    context,
    day,
    attested,
    waive,
    awsInScope: true,
    claimsFile: 'claims.yaml',
  });

const good = withBuckets([bucket('good-1'), bucket('good-2')]);
const mixed = withBuckets([bucket('good'), bucket('bad'), bucket('bad-worse')]);
const listing = { scope: scopeOf('global'), what: 's3:ListBuckets', gap: denied };

describe('a claim', () => {
  test.each([
    ['holds', good, 'supported', 1, 1, 'all 2 findings hold'],
    ['falls by one counter-example, which is named', mixed, 'contradicted', 0.333333, 1, 'bad is bad, and 1 more'],
    [
      'is open while one thing could not be seen',
      withBuckets([bucket('good'), bucket('dark')]),
      'unverified',
      1,
      0.5,
      'the caller needs s3:ListAllMyBuckets',
    ],
    [
      'is open when the listing failed',
      withBuckets([bucket('good')], [listing]),
      'unverified',
      1,
      0,
      'the caller needs s3:ListAllMyBuckets',
    ],
    ['applies to nothing when there is nothing', withBuckets([]), 'notApplicable', null, 1, 'there is no bucket'],
    [
      'is open when its check crashed',
      withBuckets([bucket('broken')]),
      'unverified',
      null,
      0,
      'TypeError: x is undefined',
    ],
  ])('%s', (_, artifacts, status, score, coverage, because) => {
    const { claim } = judge(artifacts);
    expect(claim).toMatchObject({ status, score, coverage, because: expect.stringContaining(because) });
  });

  test('carries its words, its place on the page and in the claims file', () => {
    expect(judge(good).claim).toMatchObject({
      id: 'rest',
      says: 'All data is encrypted.',
      source: { document: 'page.txt', line: 6 },
      claimsFile: { file: 'claims.yaml', line: 12 },
      with: { stores: ['s3'] },
      severity: 'high',
    });
  });

  test('tells the worst value that was measured', () => {
    expect(judge(mixed).claim.measured).toEqual({ name: 'bad-worse' });
    expect(judge(withBuckets([bucket('dark')])).claim.measured).toBeNull();
  });

  test('tells what its verdict does not show, where something passed', () => {
    expect(judge(good).claim.notShown).toEqual(['what is in the buckets']);
    expect(judge(withBuckets([bucket('bad')])).claim.notShown).toEqual([]);
  });

  test('points at its findings, each with the evidence of its scope', () => {
    const { claim, findings } = judge(mixed);
    expect(claim.findings).toEqual(findings.map(({ fingerprint }) => fingerprint));
    expect(new Set(claim.findings).size).toBe(3);
    for (const { evidence } of findings) expect(evidence).toEqual(['aws/111111111111/global/s3/ListBuckets']);
  });

  test('lists the gaps of its checks', () => {
    expect(judge(withBuckets([], [listing])).gaps).toEqual([{ ...listing, subject: null, checks: ['by-name'] }]);
  });

  test('lists every single thing that could not be read as a gap of its own', () => {
    const { gaps, findings } = judge(withBuckets([bucket('good'), bucket('dark')]));
    const { subject } = findings.find(({ status }) => status === 'unknown') ?? expect.unreachable('nothing is unknown');
    expect(gaps).toMatchObject([
      { what: subject.id, subject: subject.id, scope: { type: 'aws', account: subject.account }, checks: ['by-name'] },
    ]);
  });
});

describe('a claim that names several stores', () => {
  test('is open while no check looks at one of them, which is named', () => {
    const { claim, findings } = judge(good, { claim: claimOf(encryption(['s3', 'redshift'])) });
    expect(claim).toMatchObject({ status: 'unverified', because: expect.stringContaining('redshift') });
    expect(claim.checks).toMatchObject([
      { id: 'by-name', status: 'pass' },
      { id: 'not-implemented', status: 'unknown', coverage: 0 },
    ]);
    expect(findings.map(({ status }) => status)).toEqual(['pass', 'pass', 'unknown']);
  });

  test('falls all the same', () => {
    expect(judge(mixed, { claim: claimOf(encryption(['s3', 'redshift'])) }).claim.status).toBe('contradicted');
  });
});

describe('a claim that no check decides yet', () => {
  test('is open, and says so', () => {
    const { claim, findings } = judge(good, { checks: [] });
    expect(claim).toMatchObject({
      status: 'unverified',
      score: null,
      coverage: 0,
      because: 'checks for this kind are not implemented yet',
    });
    expect(findings).toEqual([]);
  });

  test.each([
    ['a valid document stands in where the kind allows it', 'backup.restore', 'attested'],
    ['but not where machines alone decide', 'audit.immutable', 'unverified'],
    ['nor where both are needed', 'availability.failover', 'unverified'],
    ['and a document alone decides what only documents can', 'certification', 'attested'],
  ] as const)('%s', (_, kind, status) => {
    const binding: Binding = kind === 'backup.restore' ? { kind, with: { withinSeconds: null } } : { kind, with: {} };
    expect(judge(good, { checks: [], claim: claimOf(binding, document) }).claim).toMatchObject({ status, score: null });
  });

  test('a document counts through its last day, and not from before its first', () => {
    const claim = claimOf({ kind: 'certification', with: {} }, document);
    const on = (day: string) => judge(good, { checks: [], claim, day }).claim;
    expect(on('2026-11-22')).toMatchObject({
      status: 'attested',
      coverage: null,
      because: expect.stringContaining('drill.pdf'),
    });
    expect(on('2026-11-23')).toMatchObject({ status: 'unverified', because: 'drill.pdf expired on 2026-11-22' });
    expect(on('2025-12-31')).toMatchObject({ status: 'unverified', because: 'drill.pdf is not valid yet' });
    expect(judge(good, { checks: [], claim: claimOf({ kind: 'certification', with: {} }) }).claim.because).toBe(
      'only a document can show it, and none is named',
    );
  });
});

describe('a document whose file is at hand', () => {
  const claim = claimOf({ kind: 'certification', with: {} }, document);
  const having = (name: string, sha256: string) =>
    judge(good, { checks: [], claim, attested: new Map([[name, sha256]]) }).claim;
  const other = 'f'.repeat(64);

  test('attests if it is the one that was attested', () => {
    expect(having(document.document, document.sha256)).toMatchObject({ status: 'attested' });
  });

  test('attests nothing if it is another, and says which', () => {
    const { status, because, attestation } = having(document.document, other);
    expect(status).toBe('unverified');
    expect(because).toContain(`drill.pdf is not the document that was attested: its SHA-256 is ${other}`);
    expect(attestation).toMatchObject({ state: 'changed', found: other });
  });

  test('another file is no matter of it', () => {
    expect(having('other.pdf', other)).toMatchObject({ status: 'attested' });
  });
});

describe('waived findings', () => {
  const waive = ({ status }: Finding): string | null => (status === 'fail' ? 'W-1' : null);

  test('stay visible, decide nothing and are told', () => {
    const { claim, findings } = judge(mixed, { waive });
    expect(claim).toMatchObject({ status: 'supported', score: 1, because: expect.stringContaining('2 waived') });
    expect(findings.map(({ status, waiver }) => [status, waiver])).toEqual(
      expect.arrayContaining([
        ['fail', 'W-1'],
        ['pass', null],
      ]),
    );
  });

  test('alone support nothing', () => {
    expect(judge(withBuckets([bucket('bad')]), { waive }).claim).toMatchObject({
      status: 'notApplicable',
      because: 'everything that was seen is waived',
    });
  });
});
