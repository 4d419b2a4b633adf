import { custodyOf } from '../../src/derive/aws/custody.ts';
import { customerKeyReasons, holds } from '../../src/derive/aws/customer-key.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

// A table is always encrypted.
const { 'not-encrypted': _, ...reasons } = customerKeyReasons;

export default defineCheck({
  title: 'DynamoDB tables are encrypted with keys of the customer',
  why: 'Whoever controls the key decides who can read the data, and can take that right away.',
  decides: ['rest.encryption'],
  stores: ['dynamodb'],
  needs: ['aws.dynamodb.tables', 'aws.kms.keys'],
  reasons,
  whenEmpty: 'there is no DynamoDB table',
  notShown: ['which principals may decrypt with the key'],
  when: ({ key }) => key === 'customer',
  evaluate: ({ 'aws.dynamodb.tables': tables, 'aws.kms.keys': keys }, _, say) =>
    tables.map((table) => {
      const subject = resource('dynamodb-table', table);
      const name = `table ${table.name}`;
      const custody = custodyOf(table.kmsKeyId, table, keys);
      if (!custody.ok) return say.unread(subject, custody.gap);
      const { by, state } = custody.value;
      if (by !== 'customer') return say.is(subject, 'not-customer', { name, holds: holds[by] });
      return state === 'Enabled' ? say.is(subject, 'customer', { name }) : say.is(subject, 'unusable', { name, state });
    }),
});
