import { type Answer, TLS_PROTOCOLS, type TlsFacts, type TlsProtocol } from '../../domain/tls.ts';
import type { Suite } from '../../parse/tls/suites.ts';
import { offeredSuites } from './exclusion.ts';
import type { Finding, GradeRule } from './rule.ts';
import { keyStrength, leaves, type RuleContext, refusedBySome, yesIf } from './rule-context.ts';

const F = 'F' as const;

/** Whether a suite like that is offered; unknown when not all suites could be asked for. */
export function suiteFinding(context: RuleContext, matches: (suite: Suite) => boolean): Finding {
  const found = context.suites.filter(matches).map(({ name }) => name);
  if (found.length > 0) return { applies: 'yes', detail: summary(found) };
  return { applies: context.suitesComplete ? 'no' : 'unknown', detail: 'not every suite could be asked for' };
}

export function summary(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  return distinct.length <= 3
    ? distinct.join(', ')
    : `${distinct.slice(0, 3).join(', ')} and ${distinct.length - 3} more`;
}

/** No implementation of TLS 1.3 contains SSL 2.0: OpenSSL dropped it in 1.1.0, before TLS 1.3 came. */
function ssl2({ facts }: RuleContext): Finding {
  const { offered, why } = facts.protocols.SSLv2;
  const newer = facts.protocols['TLSv1.3'].offered === 'yes' && !refusedBySome(facts, 'TLSv1.3');
  return { applies: offered === 'unknown' && newer ? 'no' : offered, detail: why };
}

function vulnerability(name: string): (context: RuleContext) => Finding {
  const answers: Readonly<Record<string, Answer>> = { yes: 'yes', no: 'no', excluded: 'no' };
  return ({ vulnerabilities }) => {
    const found = vulnerabilities.find((candidate) => candidate.name === name);
    return { applies: answers[found?.state ?? 'unknown'] ?? 'unknown', detail: found?.why ?? 'not looked at' };
  };
}

const PATCH = 'Update the TLS software of the server or load balancer.';
const SSLV2_FIX = 'Turn SSL 2.0 off.';

function dh(limit: number): (context: RuleContext) => Finding {
  return ({ facts }) => {
    const weak = facts.dh.filter(({ bits }) => bits < limit);
    if (weak.length > 0)
      return { applies: 'yes', detail: weak.map(({ bits, protocol }) => `${bits} bits in ${protocol}`).join(', ') };
    const unmeasured = TLS_PROTOCOLS.filter(
      (protocol) => hasDhe(facts, protocol) && !facts.dh.some((dh) => dh.protocol === protocol),
    );
    return { applies: unmeasured.length > 0 ? 'unknown' : 'no', detail: `not measured in ${unmeasured.join(', ')}` };
  };
}

/** Suites whose certificate signs the parameters: those with a pre-shared key may keep silent about theirs. */
function hasDhe(facts: TlsFacts, protocol: TlsProtocol): boolean {
  return offeredSuites(facts, [protocol]).some(
    ({ keyExchange, name }) => keyExchange === 'DHE' && !name.includes('PSK'),
  );
}

function certificateKey(limit: number): (context: RuleContext) => Finding {
  return (context) => {
    const weak = leaves(context).filter((leaf) => keyStrength(leaf) < limit);
    if (weak.length === 0) return noneSeen(context);
    return { applies: 'yes', detail: weak.map(({ key }) => `${key.type} ${key.bits}`).join(', ') };
  };
}

/** No certificate is weak when all could be read; without one nothing can be said. */
function noneSeen({ facts }: RuleContext): Finding {
  const leaf = facts.chains.map(({ certificates: [first] }) => first);
  const unread = leaf.length === 0 || leaf.some((one) => one === undefined || 'unreadable' in one);
  return { applies: unread ? 'unknown' : 'no', detail: 'no certificate could be read' };
}

export const weakDh = dh;
export const weakKey = certificateKey;

function onlySsl3({ facts }: RuleContext): Finding {
  const newer = (['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const).map(
    (version) => facts.protocols[version].offered,
  );
  if (facts.protocols.SSLv3.offered !== 'yes' || newer.includes('yes')) return { applies: 'no', detail: '' };
  return { applies: newer.includes('unknown') ? 'unknown' : 'yes', detail: 'no newer protocol answers' };
}

export const failRules: readonly GradeRule[] = [
  { id: 'ssl2', grade: F, text: 'SSL 2.0 is offered', fix: SSLV2_FIX, source: '2009c (2013)', judge: ssl2 },
  {
    id: 'only-ssl3',
    grade: F,
    text: 'SSL 3.0 is the best protocol',
    fix: 'Offer TLS 1.2 and TLS 1.3.',
    source: '2009i (2014)',
    judge: onlySsl3,
  },
  {
    id: 'drown',
    grade: F,
    text: 'The key is used with SSL 2.0 (DROWN)',
    fix: SSLV2_FIX,
    source: '2009l (2016)',
    judge: (context) => {
      const { applies, detail } = ssl2(context);
      const rsa = leaves(context).some(({ key }) => key.type === 'RSA');
      return { applies: rsa ? applies : 'no', detail };
    },
  },
  {
    id: 'anonymous',
    grade: F,
    text: 'Anonymous suites are offered',
    fix: 'Remove aNULL suites.',
    source: 'SSL Labs message (2014)',
    judge: (context) => suiteFinding(context, ({ anonymous }) => anonymous),
  },
  {
    id: 'insecure-suites',
    grade: F,
    text: 'Suites with less than 112 bits are offered (NULL, export, DES)',
    fix: 'Remove NULL, EXPORT and DES suites.',
    source: 'SSL Labs message (2014)',
    judge: (context) => suiteFinding(context, ({ strength }) => strength < 112),
  },
  {
    id: 'only-rc4',
    grade: F,
    text: 'Only RC4 suites are offered',
    fix: 'Offer AES-GCM suites.',
    source: '2009k (2015)',
    judge: (context) => {
      const others = suiteFinding(context, ({ cipher }) => cipher !== 'RC4');
      const only = context.suites.length > 0 && others.applies !== 'yes';
      return { applies: only ? (others.applies === 'unknown' ? 'unknown' : 'yes') : 'no', detail: '' };
    },
  },
  {
    id: 'weak-key-1024',
    grade: F,
    text: 'The certificate key is weaker than RSA 1024',
    fix: 'Use RSA 2048 or ECDSA P-256.',
    source: '2009e (2014)',
    judge: certificateKey(1024),
  },
  {
    id: 'logjam',
    grade: F,
    text: 'Diffie-Hellman below 1024 bits',
    fix: 'Use 2048 bits, or ECDHE only.',
    source: '2009e (2014)',
    judge: dh(1024),
  },
  {
    id: 'rsa-exponent-1',
    grade: F,
    text: 'The RSA key has the public exponent 1',
    fix: 'Create a new key.',
    source: '2009l (2016)',
    judge: (context) =>
      leaves(context).some(({ key }) => key.exponent === '1') ? { applies: 'yes', detail: '' } : noneSeen(context),
  },
  {
    id: 'md5-signature',
    grade: F,
    text: 'A certificate is signed with MD5 or MD2',
    fix: 'Get a certificate signed with SHA-256.',
    source: '2009e (2014)',
    judge: ({ trust }) => {
      const found = trust.flatMap(({ signatures }) => signatures).filter((name) => /^md[245]/i.test(name));
      return { applies: yesIf(found.length > 0), detail: summary(found) };
    },
  },
  ...(
    [
      ['heartbleed', 'Heartbleed (CVE-2014-0160)', 'SSL Labs message (2014)'],
      ['ccs-injection', 'CCS injection (CVE-2014-0224)', 'SSL Labs message (2014)'],
      ['insecure-renegotiation', 'Insecure client-initiated renegotiation', '2009c (2013)'],
      ['ticketbleed', 'Ticketbleed (CVE-2016-9244)', 'announced 2017'],
      ['robot', 'ROBOT', '2009o (2018)'],
      ['poodle-tls', 'POODLE against TLS', '2009g (2014)'],
      ['zombie-poodle', 'Zombie POODLE', 'announced 2019-04-22'],
      ['goldendoodle', 'GOLDENDOODLE', 'announced 2019-04-22'],
      ['zero-length-padding-oracle', 'Zero-length padding oracle (CVE-2019-1559)', 'announced 2019-04-22'],
      ['aes-ni-padding-oracle', 'AES-NI padding oracle (CVE-2016-2107)', '2009m (2016)'],
    ] as const
  ).map(([id, text, source]): GradeRule => ({ id, grade: F, text, fix: PATCH, source, judge: vulnerability(id) })),
];
