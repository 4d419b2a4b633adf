import type { z } from 'zod';
import type { Operation } from '../operation.ts';
import { cloudtrail } from './cloudtrail.ts';
import { ec2 } from './ec2.ts';
import { edge } from './edge.ts';
import { iam } from './iam.ts';
import { managed } from './managed.ts';
import { names } from './names.ts';
import { network } from './network.ts';
import { privateDoors } from './private-doors.ts';
import { rds } from './rds.ts';
import { regions } from './regions.ts';
import { s3 } from './s3.ts';
import { shells } from './shells.ts';
import { storage } from './storage.ts';
import { sts } from './sts.ts';
import { transit } from './transit.ts';
import { waf } from './waf.ts';

/** Every AWS operation the product can make. All of them read. */
const declared = {
  ...cloudtrail,
  ...ec2,
  ...edge,
  ...iam,
  ...managed,
  ...names,
  ...network,
  ...privateDoors,
  ...rds,
  ...regions,
  ...s3,
  ...shells,
  ...storage,
  ...sts,
  ...transit,
  ...waf,
};

export type OperationName = keyof typeof declared;

type Outputs = { readonly [O in OperationName]: z.output<(typeof declared)[O]['output']> };
export type OutputOf<O extends OperationName> = Outputs[O];

const operations: { readonly [O in OperationName]: Operation<Outputs[O]> } = declared;

export const operationOf = <O extends OperationName>(name: O): Operation<OutputOf<O>> => operations[name];
