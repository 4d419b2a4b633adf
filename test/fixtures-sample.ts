import type { Finding, Subject } from '../src/domain/finding.ts';
import type { AttestationState, GapEntry, RunResult, ScopeReport } from '../src/domain/result.ts';
import { account, finding, resultOf, subjectOf } from './fixtures-result.ts';

/** Texts that act on a terminal, a browser, a spreadsheet, an XML parser or a CI runner when they get through. */
export const hostile: readonly string[] = [
  '\u001b[2J\u001b]0;owned\u0007',
  '\u009b31m',
  '\u202etxt.exe\u202c',
  'zero\u200bwidth\ufeff',
  'tag\u{e0041}',
  'a | b || c',
  '`code` **bold** _it_ [link](javascript:alert(1)) ![i](https://evil.example/x.png)',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '</script><!-- --><![CDATA[ ]]> &amp; &#x41;',
  "' onmouseover='alert(1)' \" x=\"",
  '[[ATTACHMENT|/etc/passwd]]',
  '=HYPERLINK("https://evil.example","x")',
  '+1+1',
  '-1+1',
  '@SUM(1)',
  '\t=1+1',
  '%0A::error::owned',
  '\n::error file=x::owned',
  '\r\n\r\n',
  '\u0000\u0008\u000b\ufffe\uffff',
  '\ud800 lone \udc00',
  '@everyone #1 https://evil.example www.evil.example',
  '# heading\n---\n- [ ] task',
  '\u2028\u2029',
  '{{7*7}} %s %n',
  '"; DROP TABLE x; --',
];

const database = 'arn:aws:rds:eu-west-1:111122223333:db:orders';
const legacy = 'arn:aws:rds:eu-west-1:111122223333:db:legacy';
const instance = 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc';
const endpoint: Subject = { type: 'endpoint', id: 'app.example.com:443', account: null, region: null };

const sampleFindings: readonly Finding[] = [
  finding({
    claim: 'backup',
    check: 'rds-recovery-points',
    status: 'fail',
    subject: subjectOf(database, { type: 'rds-instance' }),
    message: 'the longest gap between recovery points is 24h3m, more than 6h',
    fix: 'Set a backup plan that runs at least every 6 hours.',
    proof: {
      type: 'timeline',
      text: 'Recovery points that exist, newest first.',
      points: ['2026-11-22T03:00:00Z', '2026-11-21T02:57:00Z'],
      longestGap: { from: '2026-11-21T02:57:00Z', to: '2026-11-22T03:00:00Z', seconds: 86_580 },
    },
    measured: { longestGap: '24h3m' },
    badness: 86_580,
    evidence: ['aws/111122223333/eu-west-1/rds/DescribeDBSnapshots'],
  }),
  finding({
    claim: 'backup',
    check: 'rds-recovery-points',
    status: 'fail',
    subject: subjectOf(legacy, { type: 'rds-instance' }),
    badness: 90_000,
    waiver: 'W-1',
  }),
  finding({
    claim: 'isolation',
    check: 'ec2-no-path-from-internet',
    status: 'fail',
    subject: subjectOf(instance, { type: 'ec2-instance', part: 'tcp/22' }),
    message: 'tcp/22 can be reached from the internet',
    fix: 'Remove the rule that allows 0.0.0.0/0.',
    proof: {
      type: 'path',
      text: 'A packet from anywhere gets through.',
      hops: [
        { component: 'internet gateway', id: 'igw-1', rule: null, code: null },
        { component: 'security group', id: 'sg-1', rule: 'ingress tcp/22 from 0.0.0.0/0', code: null },
      ],
    },
  }),
  finding({
    claim: 'isolation',
    check: 'ec2-no-path-from-internet',
    status: 'pass',
    subject: subjectOf(instance, { type: 'ec2-instance', part: 'tcp/443' }),
  }),
  finding({
    claim: 'rest',
    check: 's3-default-encryption',
    status: 'unknown',
    subject: subjectOf(`${account}/us-east-1`, { type: 'scope', region: 'us-east-1', part: 's3:ListAllMyBuckets' }),
    message: 'could not read s3:ListAllMyBuckets: denied: the caller needs s3:ListAllMyBuckets',
    fix: 'Allow s3:ListAllMyBuckets to the identity that scans.',
  }),
  finding({ claim: 'rest', check: 's3-default-encryption', status: 'pass', subject: subjectOf('arn:aws:s3:::logs') }),
  finding({
    claim: 'grade',
    check: 'tls-grade',
    status: 'pass',
    subject: endpoint,
    measured: { grade: 'A+' },
    proof: {
      type: 'facts',
      text: 'What the handshakes showed.',
      facts: { protocol: 'TLSv1.3', bits: 256, trusted: true },
    },
  }),
  finding({
    claim: 'cookies',
    check: 'http-secure-cookies',
    status: 'notApplicable',
    reason: 'empty',
    subject: { type: 'check', id: 'http-secure-cookies', account: null, region: null },
  }),
];

const iso = (state: AttestationState['state'], validUntil: string): AttestationState => ({
  document: 'iso27001.pdf',
  owner: 'ciso@acme.example',
  sha256: 'a'.repeat(64),
  validUntil,
  state,
});

const denied: GapEntry = {
  scope: { type: 'aws', account, region: 'us-east-1' },
  what: 's3:ListAllMyBuckets',
  subject: null,
  gap: { kind: 'denied', action: 's3:ListAllMyBuckets', detail: 'AccessDenied' },
  checks: ['s3-default-encryption'],
};

/** One claim of every status, every kind of proof, a waiver of every state, a gap and a failure of every sort. */
export const sample: RunResult = resultOf({
  claims: [
    { id: 'backup', kind: 'backup.frequency', says: 'All data is backed up every few hours.', with: { every: '6h' } },
    { id: 'isolation', kind: 'network.isolation', says: 'Our servers are isolated from the internet.' },
    { id: 'rest', kind: 'rest.encryption', says: 'All data is encrypted at rest.', with: { stores: ['s3'] } },
    {
      id: 'grade',
      kind: 'transit.tls-grade',
      says: 'Vi har A+ på SSL Labs.',
      gloss: 'We have A+ on SSL Labs.',
      notShown: ['other names of the same host'],
    },
    { id: 'cookies', kind: 'transit.secure-cookies', says: 'Cookies are secure.' },
    { id: 'iso', kind: 'certification', says: 'ISO 27001 certified', attestation: iso('valid', '2027-01-09') },
    { id: 'soc', kind: 'certification', says: 'SOC 2 certified', attestation: iso('expired', '2026-01-09') },
    { id: 'patching', kind: 'vulnerability.patching', because: 'checks for this kind are not implemented yet' },
  ],
  findings: sampleFindings,
  gaps: [denied],
  waivers: [
    {
      id: 'W-1',
      owner: 'platform@acme.example',
      reason: 'read-only copy, switched off in January',
      expires: '2027-01-31',
      state: 'applied',
      daysLeft: 70,
      findings: sampleFindings.filter(({ waiver }) => waiver === 'W-1').map((one) => one.fingerprint),
    },
    {
      id: 'W-2',
      owner: 'web@acme.example',
      reason: 'migration',
      expires: '2026-11-10',
      state: 'expired',
      daysLeft: -12,
      findings: sampleFindings
        .filter(({ claim }) => claim === 'isolation')
        .slice(0, 1)
        .map((one) => one.fingerprint),
    },
    {
      id: 'W-3',
      owner: 'x@acme.example',
      reason: 'gone',
      expires: '2027-01-01',
      state: 'unused',
      daysLeft: 40,
      findings: [],
    },
  ],
});

/** The sample with every text from outside replaced by `text`. */
export const hostileResult = (text: string): RunResult => {
  const subject: Subject = { type: text, id: text, account: text, region: text, part: text };
  const failing = finding({
    claim: 'claim',
    check: 'check',
    status: 'fail',
    subject,
    message: text,
    fix: text,
    measured: { [text]: text },
    evidence: [text],
    proof: { type: 'path', text, hops: [{ component: text, id: text, rule: text, code: text }] },
  });
  const findings = [
    failing,
    finding({
      claim: 'claim',
      check: 'other',
      status: 'unknown',
      subject,
      message: text,
      proof: { type: 'facts', text, facts: { [text]: text } },
    }),
    finding({
      claim: 'claim',
      check: 'third',
      status: 'pass',
      subject,
      message: text,
      proof: { type: 'timeline', text, points: [text], longestGap: null },
    }),
    finding({ claim: 'claim', check: 'fourth', status: 'fail', subject, message: text, waiver: text }),
  ];
  const scope: ScopeReport = { accounts: [text], regions: [text], endpoints: [text] };
  const entry = {
    fingerprint: failing.fingerprint,
    claim: 'claim',
    check: 'check',
    subject: text,
    was: 'pass',
    now: 'fail',
  } as const;
  return resultOf({
    claims: [
      {
        id: 'claim',
        kind: 'storage.private',
        says: text,
        gloss: text,
        because: text,
        notShown: [text],
        with: { [text]: text },
        measured: { [text]: text },
        source: { document: text, line: 1 },
        claimsFile: { file: text, line: 3 },
      },
      {
        id: 'paper',
        kind: 'certification',
        says: text,
        attestation: { document: text, owner: text, sha256: text, validUntil: text, state: 'valid' },
      },
    ],
    findings,
    subject: text,
    page: { url: text, document: text, read: text },
    run: {
      id: text,
      startedAt: '2026-11-22T05:00:00.000Z',
      finishedAt: '2026-11-22T05:01:30.500Z',
      partial: true,
      caller: [text],
    },
    scope: { asked: scope, reached: scope },
    evidence: { integrity: 'modified', problems: [text] },
    gaps: [
      {
        scope: { type: 'endpoint', endpoint: text },
        what: text,
        subject: text,
        gap: { kind: 'malformed', detail: text },
        checks: [text],
      },
    ],
    waivers: [{ id: text, owner: text, reason: text, expires: text, state: 'expired', daysLeft: -1, findings: [] }],
    delta: {
      regressions: [entry],
      revealed: [entry],
      worsened: [entry],
      fixed: [entry],
      known: [entry],
      gone: [entry],
      lostSight: [entry],
      unverified: [entry],
      waived: [entry],
      newChecks: [entry],
      drifted: [text],
      coverage: { was: 1, now: 0.5 },
      unreached: [text],
    },
  });
};
