import type { z } from 'zod';

/** How a list goes on: which output field holds the token, which input field takes it, and the page size to ask for. */
export interface Paging {
  readonly out: string;
  readonly in: string;
  /** No part of a request's identity; asking for one keeps answers small and the rate bucket large. */
  readonly size?: { readonly [key: string]: number };
}

/** One AWS API operation as the product uses it. `Service:Operation` in the tables' keys is the SDK's own naming. */
export interface Operation<O> {
  /** IAM action that allows it. */
  readonly action: string;
  /** What the action has to be allowed on, where it would allow more than this operation on everything. */
  readonly resources?: readonly string[];
  /** The shape the answer must have; what does not fit is `malformed`. */
  readonly output: z.ZodType<O>;
  readonly paging?: Paging;
  /** Error codes that are answers: they mean "not configured". The code counts, never the HTTP status. */
  readonly absent?: readonly string[];
  /** Account-wide service: asked once per account, kept under region `global`. */
  readonly global?: true;
}

export const defineOperation = <O>(operation: Operation<O>): Operation<O> => operation;

export const nextToken = (size?: Paging['size']): Paging => ({
  out: 'NextToken',
  in: 'NextToken',
  ...(size ? { size } : {}),
});
export const marker = (size?: Paging['size']): Paging => ({ out: 'Marker', in: 'Marker', ...(size ? { size } : {}) });
