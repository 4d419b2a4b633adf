import type { Gap, Read } from '../../../domain/gap.ts';
import { known } from '../../../domain/gap.ts';
import type { JsonObject } from '../../json.ts';
import type { AwsPort, Listed } from '../port.ts';

export const offeredOperation = 'ssm:GetParametersByPath';
type Port = AwsPort<typeof offeredOperation>;

/** AWS tells in public parameters which service it offers where, and answers with them in this region. */
const TOLD_IN = 'us-east-1';
const PAGE_LIMIT = 20;

/** The name of a service's endpoint does not exist: there is none in the region, or names are kept from us. */
const isNameless = (gap: Gap): boolean => gap.kind === 'unreachable' && gap.detail.startsWith('ENOTFOUND');

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-global-infrastructure.html */
const regionsOf = async (aws: Port, service: string): Promise<Read<readonly string[]>> => {
  const Path = `/aws/service/global-infrastructure/services/${service}/regions`;
  const found: string[] = [];
  let token: string | null = null;
  for (let page = 0; page < PAGE_LIMIT; page += 1) {
    const input: JsonObject = token === null ? { Path } : { Path, NextToken: token };
    const answer = await aws.read(offeredOperation, input, { region: TOLD_IN });
    if (!answer.ok) return answer;
    found.push(...answer.value.Parameters.map(({ Value }) => Value));
    token = answer.value.NextToken;
    if (token === null) return known(found);
  }
  return known([]);
};

/**
 * A list of a service that AWS does not offer everywhere. That its endpoint has no name proves nothing, as a resolver may keep it from us;
 * where AWS itself lists the regions of the service and this one is not among them, there is nothing to list.
 */
export const listedIfOffered = async <T>(aws: Port, service: string, listed: Listed<T>): Promise<Listed<T>> => {
  if (!listed.gaps.some(({ gap }) => isNameless(gap))) return listed;
  const regions = await regionsOf(aws, service);
  const absent = regions.ok && regions.value.length > 0 && !regions.value.includes(aws.region);
  return absent ? { items: [], gaps: [] } : listed;
};
