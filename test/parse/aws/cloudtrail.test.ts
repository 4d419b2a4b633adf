import { expect, test } from 'vitest';
import { eventSelectors, recordsAllManagementEvents } from '../../../src/parse/aws/cloudtrail.ts';

const field = (Field: string, Equals: readonly string[], more: object = {}) => ({ Field, Equals, ...more });
const management = field('eventCategory', ['Management']);
const advanced = (...selectors: readonly (readonly object[])[]) => ({
  AdvancedEventSelectors: selectors.map((FieldSelectors) => ({ FieldSelectors })),
});

test.each([
  ['the default selector', { EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }] }, true],
  ['writes only', { EventSelectors: [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true }] }, false],
  ['data events only', { EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: false }] }, false],
  [
    'without KMS',
    {
      EventSelectors: [
        { ReadWriteType: 'All', IncludeManagementEvents: true, ExcludeManagementEventSources: ['kms.amazonaws.com'] },
      ],
    },
    false,
  ],
  ['advanced, all management events', advanced([management]), true],
  ['advanced, writes only', advanced([management, field('readOnly', ['false'])]), false],
  [
    'advanced, reads and writes apart',
    advanced([management, field('readOnly', ['false'])], [management, field('readOnly', ['true'])]),
    true,
  ],
  [
    'advanced, narrowed to a source',
    advanced([management, { Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] }]),
    false,
  ],
  ['advanced, data events named "Management"', advanced([field('eventCategory', ['Data'])]), false],
  ['none at all', {}, false],
])('%s', (_, answer, expected) => {
  expect(recordsAllManagementEvents(eventSelectors.parse(answer))).toBe(expected);
});
