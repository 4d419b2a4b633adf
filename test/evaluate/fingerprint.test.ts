import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Subject } from '../../src/domain/finding.ts';
import { fingerprint } from '../../src/evaluate/fingerprint.ts';

const subject: Subject = { type: 's3-bucket', id: 'arn:aws:s3:::b', account: '111111111111', region: 'eu-west-1' };
const first = fingerprint('claim', 'check', subject);

test('a fingerprint stays what it is: baselines and waivers hold on to it', () => {
  expect(first).toBe('v1:b51126cb7738cd7de3a9');
});

test.each([
  ['claim', fingerprint('other', 'check', subject)],
  ['check', fingerprint('claim', 'other', subject)],
  ['account', fingerprint('claim', 'check', { ...subject, account: '222222222222' })],
  ['region', fingerprint('claim', 'check', { ...subject, region: 'us-east-1' })],
  ['resource', fingerprint('claim', 'check', { ...subject, id: 'arn:aws:s3:::c' })],
  ['partition', fingerprint('claim', 'check', { ...subject, id: 'arn:aws-cn:s3:::b' })],
  ['part', fingerprint('claim', 'check', { ...subject, part: 'tcp/22' })],
])('another %s is another finding', (_, other) => {
  expect(other).not.toBe(first);
});

test('moving text from one field to the next is another finding', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (a, b) => {
      fc.pre(!`${a}${b}`.includes('\0'));
      expect(fingerprint(a + b, '', subject)).not.toBe(fingerprint(a, b, subject));
    }),
  );
});
