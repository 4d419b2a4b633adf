import type { AwsAnswer } from '../servers/aws.ts';
import { ec2Error, xml, xmlError } from '../servers/aws.ts';

/** A small account: no RDS instance, no password policy, and nothing else may be looked at. */
export const acme: AwsAnswer = ({ service, action }, response) => {
  switch (action) {
    case 'GetCallerIdentity':
      return xml(
        response,
        action,
        '<Arn>arn:aws:iam::111111111111:user/auditor</Arn><UserId>A</UserId><Account>111111111111</Account>',
      );
    case 'DescribeRegions':
      response.setHeader('content-type', 'text/xml');
      response.end(
        '<DescribeRegionsResponse><regionInfo><item><regionName>eu-west-1</regionName></item></regionInfo></DescribeRegionsResponse>',
      );
      return undefined;
    case 'GetAccountPasswordPolicy':
      return xmlError(response, 404, 'NoSuchEntity');
    case 'DescribeDBInstances':
      return xml(response, action, '<DBInstances/>');
    case 'DescribeDBClusters':
      return xml(response, action, '<DBClusters/>');
    case 'DescribeDBSnapshots':
      return xml(response, action, '<DBSnapshots/>');
    case 'DescribeDBClusterSnapshots':
      return xml(response, action, '<DBClusterSnapshots/>');
    default:
      return service === 'ec2'
        ? ec2Error(response, 403, 'UnauthorizedOperation')
        : xmlError(response, 403, 'AccessDenied');
  }
};

export const passwords = {
  id: 'passwords',
  says: 'We require strong passwords.',
  kind: 'identity.password-policy',
};

export const mfa = { id: 'mfa', says: 'Everybody uses two factors.', kind: 'identity.mfa' };

export const claimsFile = (...claims: readonly object[]) => ({ version: 1, subject: 'Acme', claims });

/** A password policy that keeps the claim, as the AWS CLI prints it. */
export const strongPolicy = {
  PasswordPolicy: {
    MinimumPasswordLength: 16,
    RequireSymbols: true,
    RequireNumbers: true,
    RequireUppercaseCharacters: true,
    RequireLowercaseCharacters: true,
    AllowUsersToChangePassword: true,
    ExpirePasswords: false,
  },
};
