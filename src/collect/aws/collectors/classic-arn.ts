import type { AwsPlace } from '../../../domain/aws.ts';

/** Classic load balancers are listed by name; this is the ARN that policies and Shield know them by. */
export const classicArn = (name: string, { account, region }: AwsPlace): string =>
  `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/${name}`;
