import type { AccountAccess } from '../../domain/claim.ts';
import type { Emit } from '../../domain/events.ts';
import type { Gap } from '../../domain/gap.ts';
import { describeGap } from '../../domain/gap.ts';
import type { AccountScope } from '../run.ts';
import { createPort } from './port.ts';
import type { AwsTransport } from './transport.ts';

/** The user's own name for an account, before its id is known. */
export const accountLabel = ({ profile, role }: AccountAccess): string => {
  if (role !== null) return role;
  return profile === null ? 'default credentials' : `profile ${profile}`;
};

export interface KnownAccount {
  readonly scope: AccountScope;
  /** ARN of the identity that reads, null when it could not be learnt. */
  readonly caller: string | null;
}

/** Who we are in an account, or what keeps us out. */
export type Identity =
  | { readonly ok: true; readonly account: string; readonly caller: string | null }
  | { readonly ok: false; readonly account: string; readonly gap: Gap };

/** Asks sts:GetCallerIdentity. `name` is what the transport knows the account's credentials (or its evidence) by. Never rejects. */
export const identify = async (transport: AwsTransport, name: string): Promise<Identity> => {
  const port = createPort(transport, new Map(), { account: name, region: 'global' }, new Set());
  const identity = await port.read('sts:GetCallerIdentity');
  if (identity.ok) return { ok: true, account: identity.value.Account, caller: identity.value.Arn };
  return { ok: false, account: name, gap: withAdvice(identity.gap, name) };
};

/**
 * The scope of an account we are in: the regions named, or all that it has enabled (ec2:DescribeRegions). An account
 * that keeps us out is a gap with its label. Never rejects.
 */
export const enterAccount = async (
  transport: AwsTransport,
  identity: Identity,
  label: string,
  regions: 'all' | readonly string[],
  homeRegion: string,
  emit: Emit,
): Promise<KnownAccount> => {
  const { account } = identity;
  if (!identity.ok) {
    const detail = describeGap(identity.gap);
    emit({ type: 'account', label, account: null, state: 'failed', regions: [], detail });
    const failed = { what: 'sts:GetCallerIdentity', gap: identity.gap };
    return { scope: { account, regions: [], failed, regionsGap: null }, caller: null };
  }
  const enabled = await enabledRegions(transport, account, regions, homeRegion);
  emit({ type: 'account', label, account, state: 'ready', regions: enabled.regions, detail: identity.caller ?? '' });
  return { scope: { account, failed: null, ...enabled }, caller: identity.caller };
};

/** The regions to read. When the list is refused the home region alone is read, and the gap says that the rest is not. */
export const enabledRegions = async (
  transport: AwsTransport,
  account: string,
  regions: 'all' | readonly string[],
  homeRegion: string,
): Promise<Pick<AccountScope, 'regions' | 'regionsGap'>> => {
  if (regions !== 'all') return { regions, regionsGap: null };
  const port = createPort(transport, new Map(), { account, region: 'global' }, new Set());
  const answer = await port.read('ec2:DescribeRegions');
  if (!answer.ok) return { regions: [homeRegion], regionsGap: { what: 'ec2:DescribeRegions', gap: answer.gap } };
  return { regions: answer.value.Regions.map(({ RegionName }) => RegionName).sort(), regionsGap: null };
};

/** What to do about an account that cannot be entered, behind what was said of it. */
const withAdvice = (gap: Gap, name: string): Gap => {
  const profile = /^profile-(.+)$/.exec(name)?.[1];
  const said = gap.detail.replace(/\.$/, '');
  switch (gap.kind) {
    case 'credentials':
      return {
        kind: 'credentials',
        detail:
          profile === undefined
            ? `for ${name} (${said}); set AWS_PROFILE, or name a profile or role under scope.aws.accounts`
            : `for profile ${profile} (${said}); run \`aws sso login --profile ${profile}\` or renew its keys`,
      };
    case 'denied':
      return { ...gap, detail: `${name}: ${said}; the role must trust the caller, with the external id it asks for` };
    case 'unreachable':
    case 'timeout':
      return { ...gap, detail: `${name}: ${said}; is there a network, and is AWS_REGION right?` };
    default:
      return { ...gap, detail: `${name}: ${said}` };
  }
};
