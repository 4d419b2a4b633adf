import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'DynamoDB tables are encrypted at rest',
  why: 'DynamoDB encrypts every table with AES-256; this cannot be turned off. What differs is who controls the key.',
  decides: ['rest.encryption'],
  stores: ['dynamodb'],
  needs: ['aws.dynamodb.tables'],
  reasons: {
    'own-key': { status: 'pass', text: 'table {name} is encrypted with AES-256 under a KMS key of the account' },
    'aws-owned': { status: 'pass', text: 'table {name} is encrypted with AES-256 under a key that AWS owns' },
  },
  whenEmpty: 'there is no DynamoDB table',
  evaluate: ({ 'aws.dynamodb.tables': tables }, _, say) =>
    tables.map((table) =>
      say.is(resource('dynamodb-table', table), table.kmsKeyId === null ? 'aws-owned' : 'own-key', {
        name: table.name,
      }),
    ),
});
