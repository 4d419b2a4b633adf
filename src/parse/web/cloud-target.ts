import { providerOf } from './provider-names.ts';

/** A name that a cloud gives to a resource: what kind of thing answers there, and where. */
export interface CloudTarget {
  readonly what: string;
  readonly service:
    | 'load-balancer'
    | 'distribution'
    | 'api'
    | 'bucket-website'
    | 'accelerator'
    | 'elastic-beanstalk'
    | 'other-aws'
    | 'other-cloud';
  /** AWS region that the name tells; null: none. */
  readonly region: string | null;
}

const region = '([a-z]{2}(?:-[a-z]+)+-\\d)';

/** Forms of the names (AWS General Reference, "Service endpoints"; the developer guides of each service). */
const forms: readonly (readonly [form: RegExp, service: CloudTarget['service'], what: string])[] = [
  [new RegExp(`\\.${region}\\.elb\\.amazonaws\\.com$`), 'load-balancer', 'load balancer'],
  [new RegExp(`\\.elb\\.${region}\\.amazonaws\\.com$`), 'load-balancer', 'load balancer'],
  [/\.cloudfront\.net$/, 'distribution', 'CloudFront distribution'],
  [new RegExp(`\\.execute-api\\.${region}\\.amazonaws\\.com$`), 'api', 'API of API Gateway'],
  [new RegExp(`(?:^|\\.)s3-website[.-]${region}\\.amazonaws\\.com$`), 'bucket-website', 'S3 website'],
  [/\.awsglobalaccelerator\.com$/, 'accelerator', 'accelerator'],
  [new RegExp(`\\.${region}\\.elasticbeanstalk\\.com$`), 'elastic-beanstalk', 'Elastic Beanstalk environment'],
];

/** What a name of a cloud stands for; null: a name that is nobody's in particular. `name` in lower case, no final dot. */
export const cloudTarget = (name: string): CloudTarget | null => {
  for (const [form, service, what] of forms) {
    const match = form.exec(name);
    if (match !== null) return { what, service, region: match[1] ?? null };
  }
  const provider = providerOf(name)?.provider;
  if (provider === undefined) return null;
  return provider === 'aws'
    ? { what: 'resource of AWS', service: 'other-aws', region: null }
    : {
        what: `resource at ${provider === 'other' ? 'a cloud service' : provider}`,
        service: 'other-cloud',
        region: null,
      };
};

/** The bucket behind the name of an S3 website: the front of its name, which for an alias is the name of the record. */
export const websiteBucket = (name: string): string | null =>
  new RegExp(`^(.+)\\.s3-website[.-]${region}\\.amazonaws\\.com$`).exec(name)?.[1] ?? null;
