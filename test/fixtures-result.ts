import type { Finding, FindingStatus, Subject } from '../src/domain/finding.ts';
import type { Kind } from '../src/domain/kinds.ts';
import { kinds } from '../src/domain/kinds.ts';
import type { ClaimResult, ClaimStatus, Delta, RunResult, ScopeReport } from '../src/domain/result.ts';
import { resultSchemaId } from '../src/domain/result.ts';
import { fingerprint } from '../src/evaluate/fingerprint.ts';
import { mean, scoreOf } from '../src/score/score.ts';
import { claimStatus, statusOf } from '../src/score/status.ts';

export const account = '111122223333';

export const subjectOf = (id: string, over: Partial<Subject> = {}): Subject => ({
  type: 's3-bucket',
  id,
  account,
  region: 'eu-west-1',
  ...over,
});

type FindingParts = Partial<Finding> & Pick<Finding, 'claim' | 'check' | 'status' | 'subject'>;

const messages: Readonly<Record<FindingStatus, string>> = {
  pass: 'holds',
  fail: 'does not hold',
  unknown: 'could not look',
  notApplicable: 'nothing to look at',
};

export const finding = (parts: FindingParts): Finding => ({
  fingerprint: fingerprint(parts.claim, parts.check, parts.subject),
  reason: parts.status === 'unknown' ? 'gap.denied' : parts.status,
  message: messages[parts.status],
  fix: parts.status === 'fail' ? 'Repair it.' : null,
  proof: null,
  measured: null,
  badness: null,
  evidence: [],
  waiver: null,
  ...parts,
});

export interface ClaimParts extends Partial<ClaimResult> {
  readonly id: string;
  readonly kind: Kind;
}

/** A claim whose status follows from its findings as in a real run. */
const claimOf = (parts: ClaimParts, findings: readonly Finding[]): ClaimResult => {
  const own = findings.filter(({ claim }) => claim === parts.id);
  const ids = [...new Set(own.map(({ check }) => check))].sort();
  const checks = ids.map((id) => {
    const said = own.filter(({ check }) => check === id);
    const unknown = said.filter(({ status }) => status === 'unknown').length;
    return { id, status: statusOf(said), score: scoreOf(said), coverage: 1 - unknown / said.length };
  });
  const attestation = parts.attestation ?? null;
  return {
    says: `Sentence of ${parts.id}.`,
    gloss: null,
    source: { document: 'page.txt', line: 7 },
    claimsFile: { file: 'claims.yaml', line: 10 },
    with: {},
    severity: kinds[parts.kind].severity,
    status: claimStatus(kinds[parts.kind].decidedBy, checks.length === 0 ? null : statusOf(own), attestation),
    score: mean(checks.map(({ score }) => score)),
    coverage: mean(checks.map(({ coverage }) => coverage)),
    because: 'as the findings show',
    measured: null,
    notShown: [],
    checks,
    findings: own.map((one) => one.fingerprint),
    attestation,
    ...parts,
  };
};

const everything: ScopeReport = {
  accounts: [account],
  regions: ['eu-west-1', 'us-east-1'],
  endpoints: ['app.example.com:443'],
};

export interface ResultParts extends Partial<Omit<RunResult, 'claims'>> {
  readonly claims: readonly ClaimParts[];
}

const order: readonly ClaimStatus[] = ['contradicted', 'unverified', 'supported', 'attested'];

/** A consistent result of the given claims and findings. */
export const resultOf = ({ claims: parts, ...over }: ResultParts): RunResult => {
  const findings = over.findings ?? [];
  const claims = parts.map((part) => claimOf(part, findings));
  const ofStatus = (status: ClaimStatus): number => claims.filter((claim) => claim.status === status).length;
  const open = (status: FindingStatus): number =>
    findings.filter((one) => one.status === status && one.waiver === null).length;
  return {
    schema: resultSchemaId,
    version: 1,
    tool: { name: 'claimcheck', version: '0.1.0' },
    run: {
      id: 'run-1',
      startedAt: '2026-11-22T05:00:00.000Z',
      finishedAt: '2026-11-22T05:01:30.500Z',
      partial: false,
      caller: [`arn:aws:iam::${account}:role/auditor`],
    },
    subject: 'Acme',
    page: { url: 'https://acme.example/security', document: 'page.txt', read: '2026-11-21' },
    scope: { asked: everything, reached: everything },
    evidence: { integrity: 'attested', problems: [] },
    summary: {
      verdict: order.find((status) => ofStatus(status) > 0) ?? 'notApplicable',
      exitCode: 1,
      score: mean(claims.map(({ score }) => score)),
      coverage: mean(claims.map(({ coverage }) => coverage)),
      claims: {
        supported: ofStatus('supported'),
        contradicted: ofStatus('contradicted'),
        unverified: ofStatus('unverified'),
        attested: ofStatus('attested'),
        notApplicable: ofStatus('notApplicable'),
      },
      findings: {
        pass: open('pass'),
        fail: open('fail'),
        unknown: open('unknown'),
        notApplicable: open('notApplicable'),
        waived: findings.filter(({ waiver }) => waiver !== null).length,
      },
    },
    gaps: [],
    waivers: [],
    delta: null,
    ...over,
    findings,
    claims,
  };
};

/** A comparison in which nothing changed. */
export const unchanged: Delta = {
  regressions: [],
  revealed: [],
  worsened: [],
  fixed: [],
  known: [],
  gone: [],
  lostSight: [],
  unverified: [],
  waived: [],
  newChecks: [],
  drifted: [],
  coverage: { was: 1, now: 1 },
  unreached: [],
};
