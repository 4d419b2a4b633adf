import { z } from 'zod';
import type { Workgroup } from '../../../../fixtures/seed/facts.ts';
import { json } from '../answer.ts';
import type { Call } from '../call.ts';
import type { Repair } from '../repair.ts';

const inRegion = <T extends { readonly region: string }>(items: readonly T[], { region }: Call): readonly T[] =>
  items.filter((item) => item.region === region);

const workgroup = ({ account, region }: Call, { name, subnets, group }: Workgroup) => ({
  workgroupId: name,
  workgroupArn: `arn:aws:redshift-serverless:${region}:${account}:workgroup/${name}`,
  workgroupName: name,
  namespaceName: name,
  status: 'AVAILABLE',
  baseCapacity: 8,
  enhancedVpcRouting: false,
  publiclyAccessible: false,
  port: 5439,
  subnetIds: subnets,
  securityGroupIds: [group],
});

const anything = z.record(z.string(), z.unknown());
const kubernetes = z.object({ cluster: anything });

/** What moto makes up anew whenever it starts. */
const fixedCluster = (body: string, { account, region }: Call): string => {
  const { cluster } = kubernetes.parse(JSON.parse(body));
  const name = `${cluster['name']}-${account}`;
  const issuer = `https://oidc.eks.${region}.amazonaws.com/id/${name}`;
  return JSON.stringify({
    cluster: {
      ...cluster,
      endpoint: `https://${name}.gr7.${region}.eks.amazonaws.com`,
      identity: { oidc: { issuer } },
      certificateAuthority: { data: 'MA==' },
    },
  });
};

export const managedRepairs: readonly Repair[] = [
  {
    service: 'lambda',
    operation: /^GET \/[^/]+\/functions\/[^/]+\/urls\/?$/,
    moto: 'not implemented',
    here: 'the URL of the function, as seeded',
    answer: (call, { functionUrls }) => {
      const name = decodeURIComponent(call.path.split('/')[3] ?? '');
      const own = inRegion(functionUrls, call).filter((one) => one.name === name);
      const config = ({ arn, url, authType, createdAt }: (typeof own)[number]) => ({
        FunctionArn: arn,
        FunctionUrl: url,
        AuthType: authType,
        InvokeMode: 'BUFFERED',
        CreationTime: new Date(createdAt).toISOString(),
        LastModifiedTime: new Date(createdAt).toISOString(),
      });
      return json({ FunctionUrlConfigs: own.map(config) });
    },
  },
  {
    service: 'redshift-serverless',
    operation: 'ListWorkgroups',
    moto: 'not implemented',
    here: 'the seeded workgroups, not publicly accessible',
    answer: (call, { workgroups }) =>
      json({ workgroups: inRegion(workgroups, call).map((one) => workgroup(call, one)) }),
  },
  {
    service: 'eks',
    operation: /^GET \/clusters\/[^/]+$/,
    moto: 'endpoint, issuer and certificate authority are other ones at each start',
    here: 'made from the name of the cluster',
    patch: fixedCluster,
  },
];
