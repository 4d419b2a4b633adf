import type { IncomingHttpHeaders } from 'node:http';

/** One AWS API call as it is seen on the wire, before it is answered. */
export interface Call {
  /** Account of the credentials; null when they were never seen (moto then takes its default account). */
  readonly account: string | null;
  readonly region: string | null;
  /** Signing name: `ec2`, `rds`, `s3`, `iam`, `elasticloadbalancing`, `elasticfilesystem` ... */
  readonly service: string | null;
  /** `DescribeVpcs` where the protocol names it; for REST `METHOD /path`, with the first bare query name (`GET /bucket?policyStatus`). */
  readonly operation: string;
  readonly dialect: Dialect;
  readonly path: string;
  readonly query: URLSearchParams;
  /** The form of query protocols, empty for others. */
  readonly form: URLSearchParams;
  readonly body: Buffer;
}

/** How errors are written: the query protocols and S3 in XML, the rest in JSON. */
type Dialect = 'xml' | 'json';

const XML_REST_SERVICES: ReadonlySet<string> = new Set(['s3', 'cloudfront', 'route53']);

const header = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? value.join(',') : (value ?? '');

/** Access key id, region and service of a SigV4 `authorization` header. */
const credentialScope = (headers: IncomingHttpHeaders): { key: string; region: string; service: string } | null => {
  const found = /Credential=([^/,\s]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(header(headers.authorization));
  const [, key, region, service] = found ?? [];
  return key && region && service ? { key, region, service } : null;
};

const restOperation = (method: string, path: string, query: URLSearchParams): string => {
  const bare = [...query].find(([name, value]) => value === '' && !name.startsWith('x-'))?.[0];
  return `${method} ${path}${bare === undefined ? '' : `?${bare}`}`;
};

/** Reads which operation a request means, and on whose behalf. */
export const readCall = (
  method: string,
  target: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
  accountOf: (accessKey: string) => string | null,
): Call => {
  const url = new URL(target, 'http://emulator');
  const scope = credentialScope(headers);
  const isForm = header(headers['content-type']).startsWith('application/x-www-form-urlencoded');
  const form = new URLSearchParams(isForm ? body.toString('utf8') : '');
  const action = form.get('Action');
  const amzTarget = header(headers['x-amz-target']).split('.').at(-1) ?? '';
  const service = scope?.service ?? null;
  return {
    account: header(headers['x-moto-account-id']) || (scope ? accountOf(scope.key) : null),
    region: scope?.region ?? null,
    service,
    operation: amzTarget || action || restOperation(method, url.pathname, url.searchParams),
    dialect: action !== null || (service !== null && XML_REST_SERVICES.has(service)) ? 'xml' : 'json',
    path: url.pathname,
    query: url.searchParams,
    form,
    body,
  };
};
