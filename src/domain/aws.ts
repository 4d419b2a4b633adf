/** Facts of AWS accounts as collectors bring them and checks see them. */
export type * from './aws/base.ts';
export type * from './aws/databases.ts';
export type * from './aws/edge.ts';
export type * from './aws/identity.ts';
export type * from './aws/names.ts';
export type * from './aws/recovery.ts';
export type * from './aws/storage.ts';
export type * from './aws/waf.ts';
