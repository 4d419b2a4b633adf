export type DmarcPolicy = 'none' | 'quarantine' | 'reject';

/** A DMARC policy record (RFC 9989; records written for RFC 7489 are read too). */
export interface DmarcRecord {
  /** A missing or unknown `p` counts as none. */
  readonly p: DmarcPolicy;
  readonly sp: DmarcPolicy | null;
  readonly np: DmarcPolicy | null;
  /** `t=y`: receivers apply one level less. */
  readonly test: boolean;
  /** `y`: a public suffix domain, `n`: an organisational domain, `u`: unsaid. */
  readonly psd: 'y' | 'n' | 'u';
  /** Share of mail the policy applies to, a leftover of RFC 7489; 100 where unsaid. */
  readonly percent: number;
  readonly rua: readonly string[];
}

/** Whether a TXT record is a DMARC record: the version must come first and is case-sensitive. */
export const isDmarc = (txt: string): boolean => /^v[ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)/.test(txt);

const policyOf = (value: string | undefined): DmarcPolicy | null => {
  const lower = value?.toLowerCase();
  return lower === 'none' || lower === 'quarantine' || lower === 'reject' ? lower : null;
};

const percentOf = (value: string | undefined): number => {
  const percent = value !== undefined && /^\d{1,3}$/.test(value) ? Number(value) : 100;
  return Math.min(percent, 100);
};

/** Hosts of the mail addresses that reports go to, lower case, without repeats; a size limit may follow an address. */
export const reportHosts = ({ rua }: DmarcRecord): readonly string[] => [
  ...new Set(
    rua.flatMap(
      (uri) =>
        /^mailto:[^@\s]+@([a-z0-9][a-z0-9.-]{0,252}?)\.?(?:!\d+[kmgt]?)?(?:\?.*)?$/i.exec(uri)?.[1]?.toLowerCase() ??
        [],
    ),
  ),
];

/** The name at which another organisation agrees to take a domain's reports (RFC 9990 section 4, RFC 7489 section 7.1). */
export const consentName = (domain: string, host: string): string => `${domain}._report._dmarc.${host}`;

/** Reads a DMARC record; unknown tags are ignored, of repeated ones the first counts. */
export const parseDmarc = (txt: string): DmarcRecord => {
  const tags = new Map<string, string>();
  for (const part of txt.split(';')) {
    const [name, ...rest] = part.split('=');
    const key = (name ?? '').trim().toLowerCase();
    if (rest.length > 0 && !tags.has(key)) tags.set(key, rest.join('=').trim());
  }
  const psd = tags.get('psd')?.toLowerCase();
  return {
    p: policyOf(tags.get('p')) ?? 'none',
    sp: policyOf(tags.get('sp')),
    np: policyOf(tags.get('np')),
    test: tags.get('t')?.toLowerCase() === 'y',
    psd: psd === 'y' || psd === 'n' ? psd : 'u',
    percent: percentOf(tags.get('pct')),
    rua: (tags.get('rua') ?? '')
      .split(',')
      .map((uri) => uri.trim())
      .filter((uri) => uri !== ''),
  };
};
