import { z } from 'zod';
import { many, maybe, promised, tagList, text } from '../common.ts';
import { cidr, ip } from '../network/values.ts';
import { tagMap } from './http.ts';

const flag = z.boolean();
const port = maybe(z.number().int().min(1).max(65_535));
/** Services write an empty text where an address is not given yet. */
const address = maybe(z.union([z.literal('').transform(() => null), ip]));

/** https://docs.aws.amazon.com/redshift/latest/APIReference/API_Cluster.html */
const cluster = z.object({
  ClusterIdentifier: text,
  Endpoint: maybe(z.object({ Port: port })),
  PubliclyAccessible: promised(flag),
  ClusterNodes: many(z.object({ PrivateIPAddress: address })),
  VpcSecurityGroups: many(z.object({ VpcSecurityGroupId: text })),
  ClusterSubnetGroupName: maybe(text),
  AvailabilityZone: maybe(text),
  Tags: tagList,
});
export const clusters = z.object({ Clusters: many(cluster) });
export type RedshiftCluster = z.output<typeof cluster>;

const subnetsOf = many(
  z.object({ SubnetIdentifier: text, SubnetAvailabilityZone: maybe(z.object({ Name: maybe(text) })) }),
).transform((list) =>
  list.map((one) => ({ subnet: one.SubnetIdentifier, zone: one.SubnetAvailabilityZone?.Name ?? null })),
);

const subnetGroup = z.object({ ClusterSubnetGroupName: text, Subnets: subnetsOf });
export const subnetGroups = z.object({ ClusterSubnetGroups: many(subnetGroup) });
export type RedshiftSubnetGroup = z.output<typeof subnetGroup>;

/** https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_Workgroup.html */
const workgroup = z.object({
  workgroupArn: text,
  workgroupName: text,
  publiclyAccessible: promised(flag),
  port,
  securityGroupIds: many(text),
  subnetIds: many(text),
  endpoint: maybe(
    z.object({
      port,
      vpcEndpoints: many(z.object({ networkInterfaces: many(z.object({ privateIpAddress: address })) })),
    }),
  ),
});
export const workgroups = z.object({ workgroups: many(workgroup) });
export type RedshiftWorkgroup = z.output<typeof workgroup>;

/** https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DomainStatus.html */
const domain = z.object({
  ARN: text,
  DomainName: text,
  Deleted: maybe(flag),
  VPCOptions: maybe(z.object({ SubnetIds: many(text), SecurityGroupIds: many(text) })),
  DomainEndpointOptions: maybe(z.object({ EnforceHTTPS: maybe(flag) })),
  AccessPolicies: maybe(text),
});
export const domainNames = z.object({ DomainNames: many(z.object({ DomainName: text })) });
export const domains = z.object({ DomainStatusList: many(domain) });
export type OpenSearchDomain = z.output<typeof domain>;

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_Cluster.html */
const kubernetes = z.object({
  arn: text,
  name: text,
  connectorConfig: maybe(z.object({})),
  resourcesVpcConfig: maybe(
    z.object({
      endpointPublicAccess: promised(flag),
      publicAccessCidrs: many(cidr),
      subnetIds: many(text),
      securityGroupIds: many(text),
      clusterSecurityGroupId: maybe(text),
    }),
  ),
  tags: tagMap,
});
export const kubernetesNames = z.object({ clusters: many(text) });
export const kubernetesCluster = z.object({ cluster: kubernetes });
export type KubernetesCluster = z.output<typeof kubernetes>;

/** https://docs.aws.amazon.com/MSK/2.0/APIReference/v2-clusters.html */
const kafka = z.object({
  ClusterArn: text,
  ClusterName: text,
  Tags: tagMap,
  Provisioned: maybe(
    z.object({
      BrokerNodeGroupInfo: z.object({
        ClientSubnets: many(text),
        SecurityGroups: many(text),
        ConnectivityInfo: maybe(z.object({ PublicAccess: maybe(z.object({ Type: maybe(text) })) })),
      }),
    }),
  ),
  Serverless: maybe(z.object({ VpcConfigs: many(z.object({ SubnetIds: many(text), SecurityGroupIds: many(text) })) })),
});
export const kafkaClusters = z.object({ ClusterInfoList: many(kafka) });
export type KafkaCluster = z.output<typeof kafka>;

/** https://docs.aws.amazon.com/amazon-mq/latest/api-reference/brokers-broker-id.html */
export const brokers = z.object({
  BrokerSummaries: many(z.object({ BrokerId: text, BrokerArn: text, BrokerName: text })),
});
export type MqSummary = z.output<typeof brokers>['BrokerSummaries'][number];

export const broker = z.object({
  BrokerArn: text,
  BrokerName: text,
  EngineType: promised(text),
  PubliclyAccessible: promised(flag),
  SecurityGroups: many(text),
  SubnetIds: many(text),
  BrokerInstances: many(z.object({ IpAddress: address })),
  Tags: tagMap,
});
export type MqBroker = z.output<typeof broker>;

/** https://docs.aws.amazon.com/dms/latest/APIReference/API_ReplicationInstance.html */
const replication = z.object({
  ReplicationInstanceArn: text,
  ReplicationInstanceIdentifier: text,
  PubliclyAccessible: promised(flag),
  AvailabilityZone: maybe(text),
  VpcSecurityGroups: many(z.object({ VpcSecurityGroupId: text })),
  ReplicationSubnetGroup: maybe(z.object({ Subnets: subnetsOf })),
  ReplicationInstancePrivateIpAddresses: many(address),
});
export const replicationInstances = z.object({ ReplicationInstances: many(replication) });
export type ReplicationInstance = z.output<typeof replication>;

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html */
export const parametersByPath = z.object({ Parameters: many(z.object({ Value: text })), NextToken: maybe(text) });
