import type { JsonObject } from '../json.ts';

/** One request to one AWS API. `service` is the SDK client's package name without `@aws-sdk/client-`. */
export interface AwsRequest {
  readonly account: string;
  /** `global` for account-wide services. */
  readonly region: string;
  readonly service: string;
  readonly operation: string;
  readonly input: JsonObject;
}

/** A request that AWS (or the way to it) answered with an error. `status` is the HTTP status, null when none came. */
export class AwsFailure extends Error {
  override readonly name: string;
  readonly status: number | null;
  constructor(name: string, message: string, status: number | null) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

/** The evidence holds no answer to this request. */
export class NotRecorded extends Error {}

/** The one seam between collectors and the world: live, recorded around live, or replayed. Rejects with AwsFailure or NotRecorded. */
export interface AwsTransport {
  send(request: AwsRequest): Promise<JsonObject>;
}
