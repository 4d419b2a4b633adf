import type { Service } from './service.ts';

/** Service by its SDK package name without `@aws-sdk/client-`. Loaded on first use: start-up pays for none of them. */
export const services: { readonly [name: string]: () => Promise<{ readonly service: Service }> } = {
  backup: () => import('./backup.ts'),
  cloudfront: () => import('./cloudfront.ts'),
  cloudtrail: () => import('./cloudtrail.ts'),
  dynamodb: () => import('./dynamodb.ts'),
  ec2: () => import('./ec2.ts'),
  efs: () => import('./efs.ts'),
  'elastic-load-balancing': () => import('./elastic-load-balancing.ts'),
  'elastic-load-balancing-v2': () => import('./elastic-load-balancing-v2.ts'),
  'global-accelerator': () => import('./global-accelerator.ts'),
  iam: () => import('./iam.ts'),
  kms: () => import('./kms.ts'),
  rds: () => import('./rds.ts'),
  s3: () => import('./s3.ts'),
  's3-control': () => import('./s3-control.ts'),
  shield: () => import('./shield.ts'),
  sts: () => import('./sts.ts'),
  wafv2: () => import('./wafv2.ts'),
};
