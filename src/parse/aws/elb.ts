import { z } from 'zod';
import { many, maybe, text } from './common.ts';

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancer.html */
const balancer = z.object({
  LoadBalancerArn: text,
  LoadBalancerName: text,
  DNSName: maybe(text),
  Scheme: maybe(text),
  VpcId: maybe(text),
  IpAddressType: maybe(text),
  SecurityGroups: many(text),
  Type: z.enum(['application', 'network', 'gateway']),
  AvailabilityZones: many(
    z.object({
      ZoneName: maybe(text),
      SubnetId: maybe(text),
      LoadBalancerAddresses: many(z.object({ AllocationId: maybe(text) })),
    }),
  ),
});

export const balancers = z.object({ LoadBalancers: z.array(balancer) });
export type ElbBalancer = z.output<typeof balancer>;

const action = z.object({
  Type: text,
  RedirectConfig: maybe(z.object({ Protocol: maybe(text) })),
  TargetGroupArn: maybe(text),
  ForwardConfig: maybe(z.object({ TargetGroups: many(z.object({ TargetGroupArn: maybe(text) })) })),
});
export type ElbAction = z.output<typeof action>;

const listener = z.object({
  ListenerArn: text,
  Port: maybe(z.number()),
  Protocol: maybe(text),
  SslPolicy: maybe(text),
  DefaultActions: many(action),
});

export const listeners = z.object({ Listeners: z.array(listener) });
export type ElbListener = z.output<typeof listener>;

export const rules = z.object({ Rules: many(z.object({ Actions: many(action) })) });

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SslPolicy.html */
const sslPolicy = z.object({
  Name: text,
  SslProtocols: z.array(text),
  Ciphers: z.array(z.object({ Name: text })),
});
export const sslPolicies = z.object({ SslPolicies: z.array(sslPolicy) });

const classicListener = z.object({
  Listener: z.object({ Protocol: text, LoadBalancerPort: z.number(), InstancePort: maybe(z.number()) }),
  PolicyNames: many(text),
});

/** https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_LoadBalancerDescription.html */
const classic = z.object({
  LoadBalancerName: text,
  DNSName: maybe(text),
  Scheme: maybe(text),
  AvailabilityZones: many(text),
  VPCId: maybe(text),
  Subnets: many(text),
  SecurityGroups: many(text),
  Instances: many(z.object({ InstanceId: text })),
  ListenerDescriptions: many(classicListener),
});

export const classics = z.object({ LoadBalancerDescriptions: z.array(classic) });
/** https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_PolicyDescription.html */
const classicPolicy = z.object({
  PolicyName: text,
  PolicyTypeName: text,
  PolicyAttributeDescriptions: many(z.object({ AttributeName: maybe(text), AttributeValue: maybe(text) })),
});
export const classicPolicies = z.object({ PolicyDescriptions: z.array(classicPolicy) });
export type ClassicBalancer = z.output<typeof classic>;
