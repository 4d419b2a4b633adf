import { expect, test } from 'vitest';
import { parseFilter } from '../../src/ui/filter.ts';

const row = {
  haystack: 'arn:aws:s3:::invoices default encryption is off fail',
  fields: { account: '111122223333', region: 'eu-west-1', check: 'rest.s3', is: 'fail waived' },
};

test.each([
  ['', true],
  ['   ', true],
  ['invoices', true],
  ['INVOICES', true],
  ['invoices off', true],
  ['invoices orders', false],
  ['!orders', true],
  ['!invoices', false],
  ['account:1111', true],
  ['account:9', false],
  ['!account:9', true],
  ['is:waived', true],
  ['is:fail region:eu', true],
  ['is:pass', false],
  ['claim:x', false],
  ['arn:aws', true],
  ['unknown:x', false],
  ['!', true],
  ['is:', true],
])('%j matches: %s', (filter, matches) => {
  expect(parseFilter(filter)(row)).toBe(matches);
});
