import type { CertificateFacts, NameSubtrees } from '../../domain/tls.ts';
import { inRange, parseIp, parseRange } from '../../parse/x509/ip-range.ts';

/** A chain that needs more comparisons is refused, as OpenSSL does (it allows four times as many). */
const MAX_COMPARISONS = 2 ** 18;

/**
 * What breaks the name constraints of a path, in words; null when nothing does (RFC 5280 section 6.1.3 b and c). The path goes from leaf
 * to root. An intermediate that issued itself is exempt, the leaf never is. Domains, addresses, mail and directory names are compared.
 */
export function brokenNameConstraint(path: readonly CertificateFacts[]): string | null {
  for (const [place, { nameConstraints, subject }] of path.entries()) {
    if (nameConstraints === null) continue;
    for (const [below, certificate] of path.slice(0, place).entries()) {
      if (below > 0 && certificate.selfIssued) continue;
      const broken = breach(certificate, nameConstraints);
      if (broken !== null) return `${subject} may not vouch for ${broken}`;
    }
  }
  return null;
}

type Constraints = NonNullable<CertificateFacts['nameConstraints']>;
type Form = {
  readonly names: readonly string[];
  readonly permitted: readonly string[];
  readonly excluded: readonly string[];
  readonly within: (name: string, subtree: string) => boolean;
};

function breach(certificate: CertificateFacts, { permitted, excluded }: Constraints): string | null {
  const { names } = certificate;
  const form = (kind: 'dns' | 'ip' | 'email', within: Form['within']): Form => ({
    names: names[kind],
    permitted: permitted[kind],
    excluded: excluded[kind],
    within,
  });
  const forms = [form('dns', domainWithin), form('ip', addressWithin), form('email', mailWithin)];
  const work = forms.reduce((sum, one) => sum + one.names.length * (one.permitted.length + one.excluded.length), 0);
  if (work > MAX_COMPARISONS) return 'so many names under so many constraints';
  return forms.map(outside).find((name) => name !== null) ?? directoryBreach(certificate, permitted, excluded);
}

function outside({ names, permitted, excluded, within }: Form): string | null {
  const bad = names.find(
    (name) =>
      excluded.some((subtree) => within(name, subtree)) ||
      (permitted.length > 0 && !permitted.some((subtree) => within(name, subtree))),
  );
  return bad ?? null;
}

function directoryBreach(
  { subject, subjectParts }: CertificateFacts,
  permitted: NameSubtrees,
  excluded: NameSubtrees,
): string | null {
  if (subjectParts.length === 0) return null;
  const within = (subtree: readonly string[]): boolean =>
    subtree.every((part, index) => part.toLowerCase() === subjectParts[index]?.toLowerCase());
  const refused =
    excluded.directory.some(within) || (permitted.directory.length > 0 && !permitted.directory.some(within));
  return refused ? subject : null;
}

/** Zero or more labels may be added on the left; with a leading dot, at least one. */
function domainWithin(name: string, subtree: string): boolean {
  const [host, base] = [name.toLowerCase(), subtree.toLowerCase()];
  if (base === '') return true;
  return host.endsWith(base.startsWith('.') ? base : `.${base}`) || host === base;
}

/** One mailbox, all mailboxes of a host, or with a leading dot those of the hosts below a domain. */
function mailWithin(mail: string, subtree: string): boolean {
  const base = subtree.toLowerCase();
  const host = mail.slice(mail.lastIndexOf('@') + 1).toLowerCase();
  if (base.includes('@')) {
    const [local, own] = [mail.slice(0, mail.lastIndexOf('@')), subtree.slice(0, subtree.lastIndexOf('@'))];
    return local === own && host === base.slice(base.lastIndexOf('@') + 1);
  }
  return base.startsWith('.') ? host.endsWith(base) : host === base;
}

function addressWithin(address: string, subtree: string): boolean {
  const [ip, range] = [parseIp(address), parseRange(subtree)];
  return ip !== null && range !== null && inRange(ip, range);
}
