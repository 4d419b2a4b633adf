import { countryOf, isWithin } from '../../src/derive/aws/countries.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'Data and its copies lie in the claimed country',
  why: 'Where data lies decides whose law it is under; one forgotten copy abroad is enough.',
  decides: ['residency.country'],
  needs: [
    'aws.rds.instances',
    'aws.rds.clusters',
    'aws.rds.snapshots',
    'aws.s3.buckets',
    'aws.ebs.volumes',
    'aws.ebs.snapshots',
    'aws.efs.file-systems',
    'aws.dynamodb.tables',
  ],
  reasons: {
    within: { status: 'pass', text: '{type} {name} lies in {region} ({country})' },
    abroad: {
      status: 'fail',
      text: '{type} {name} lies in {region} ({country}), not in {claimed}',
      fix: 'Move the data to a region of the claimed country and delete it here, or change the claim.',
    },
  },
  whenEmpty: 'no store of data was found',
  notShown: [
    'edge caches of CloudFront, which hold copies all over the world',
    'logs, queues, images of containers and what other services keep',
    'regions that were not part of the scan',
  ],
  evaluate: (given, { country: claimed }, say) => {
    const stores = [
      ...given['aws.rds.instances'].map((item) => ({ item, type: 'rds-instance', name: item.name })),
      ...given['aws.rds.clusters'].map((item) => ({ item, type: 'rds-cluster', name: item.name })),
      ...given['aws.rds.snapshots'].map((item) => ({ item, type: 'rds-snapshot', name: item.name })),
      ...given['aws.s3.buckets'].map((item) => ({ item, type: 's3-bucket', name: item.name })),
      ...given['aws.ebs.volumes'].map((item) => ({ item, type: 'ebs-volume', name: item.id })),
      ...given['aws.ebs.snapshots'].map((item) => ({ item, type: 'ebs-snapshot', name: item.id })),
      ...given['aws.efs.file-systems'].map((item) => ({ item, type: 'efs-file-system', name: item.name ?? item.id })),
      ...given['aws.dynamodb.tables'].map((item) => ({ item, type: 'dynamodb-table', name: item.name })),
    ];
    return stores.map(({ item, type, name }) => {
      const subject = resource(type, item);
      const { region } = item;
      const country = countryOf(region);
      if (country === null)
        return say.unread(subject, { kind: 'unsupported', detail: `the country of region ${region} is not known` });
      const slots = { type: type.replaceAll('-', ' '), name, region, country };
      return isWithin(country, claimed)
        ? say.is(subject, 'within', slots)
        : say.is(subject, 'abroad', { ...slots, claimed });
    });
  },
});
