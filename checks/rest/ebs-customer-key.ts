import { customerKeyReasons, sayCustody } from '../../src/derive/aws/customer-key.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'EBS volumes are encrypted with keys of the customer',
  why: 'Whoever controls the key decides who can read the data, and can take that right away.',
  decides: ['rest.encryption'],
  stores: ['ebs'],
  needs: ['aws.ebs.volumes', 'aws.kms.keys'],
  reasons: customerKeyReasons,
  whenEmpty: 'there is no EBS volume',
  notShown: ['which principals may decrypt with the key'],
  when: ({ key }) => key === 'customer',
  evaluate: ({ 'aws.ebs.volumes': volumes, 'aws.kms.keys': keys }, _, say) =>
    volumes.map((item) => sayCustody(resource('ebs-volume', item), `volume ${item.id}`, item, keys, say)),
});
