import { expect, test } from 'vitest';
import type { Finding } from '../../src/domain/finding.ts';
import { because } from '../../src/score/because.ts';
import { finding, subjectOf } from '../fixtures-result.ts';

const said = (
  status: Finding['status'],
  message: string,
  id = 'arn:aws:s3:::data',
  over: Partial<Finding> = {},
): Finding => finding({ claim: 'a', check: 'c', status, message, subject: subjectOf(id), ...over });

const told = (status: Parameters<typeof because>[0]['status'], ...findings: readonly Finding[]): string =>
  because({ status, decidedBy: 'checks', findings, attestation: null, implemented: true });

test.each([
  [
    'one failure is told whole, with its subject',
    told('contradicted', said('fail', 'it is public')),
    'arn:aws:s3:::data: it is public',
  ],
  [
    'of several the first, and how many more',
    told('contradicted', said('fail', 'it is public'), said('fail', 'x', 'b'), said('fail', 'x', 'c')),
    'arn:aws:s3:::data: it is public, and 2 more',
  ],
  [
    'a subject that the message names is not named twice',
    told('contradicted', said('fail', 'bucket data is public')),
    'bucket data is public',
  ],
  [
    'an endpoint is not named by a port alone',
    told('contradicted', said('fail', 'port 443 speaks TLS 1.0', 'app.acme.example:443')),
    'app.acme.example:443: port 443 speaks TLS 1.0',
  ],
  [
    'a waived failure is no reason',
    told('contradicted', said('fail', 'x', 'a', { waiver: 'W' }), said('fail', 'y', 'b')),
    'b: y',
  ],
  [
    'what could not be seen',
    told('unverified', said('pass', 'fine'), said('unknown', 'could not look: timeout: 20 s'), said('unknown', 'x')),
    'arn:aws:s3:::data: could not look: timeout: 20 s, and 1 more not seen',
  ],
  ['one pass is told whole', told('supported', said('pass', 'it is private')), 'arn:aws:s3:::data: it is private'],
  [
    'many are counted, waived ones apart',
    told('supported', said('pass', 'x'), said('pass', 'y'), said('fail', 'z', 'c', { waiver: 'W' })),
    'all 2 findings hold, 1 waived',
  ],
  [
    'nothing to look at',
    told('notApplicable', said('notApplicable', 'there is no bucket', 'check')),
    'there is no bucket',
  ],
])('%s', (_, sentence, expected) => {
  expect(sentence).toBe(expected);
});
