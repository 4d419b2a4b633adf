import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Data is kept in DynamoDB',
  why: 'A managed service patches, backs up and fails over what people would have to do by hand.',
  decides: ['hosting.datastore'],
  needs: ['aws.dynamodb.tables'],
  reasons: { found: { status: 'pass', text: 'table {name} is a data store of the claimed service' } },
  whenEmpty: 'there is no DynamoDB table',
  notShown: ['other databases that may hold data too'],
  when: ({ engine }) => engine === 'dynamodb',
  evaluate: ({ 'aws.dynamodb.tables': tables }, _, say) =>
    tables.map((table) => say.is(resource('dynamodb-table', table), 'found', { name: table.name })),
});
