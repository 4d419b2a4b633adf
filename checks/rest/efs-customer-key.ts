import { customerKeyReasons, sayCustody } from '../../src/derive/aws/customer-key.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'EFS file systems are encrypted with keys of the customer',
  why: 'Whoever controls the key decides who can read the data, and can take that right away.',
  decides: ['rest.encryption'],
  stores: ['efs'],
  needs: ['aws.efs.file-systems', 'aws.kms.keys'],
  reasons: customerKeyReasons,
  whenEmpty: 'there is no EFS file system',
  notShown: ['which principals may decrypt with the key'],
  when: ({ key }) => key === 'customer',
  evaluate: ({ 'aws.efs.file-systems': systems, 'aws.kms.keys': keys }, _, say) =>
    systems.map((item) =>
      sayCustody(resource('efs-file-system', item), `file system ${item.name ?? item.id}`, item, keys, say),
    ),
});
