import type { Answer } from '../../domain/tls.ts';
import type { Suite } from '../../parse/tls/suites.ts';
import type { Finding, GradeRule } from './rule.ts';
import { anyOf, legacyAnswer, type RuleContext, refusedBySome, yesIf } from './rule-context.ts';
import { suiteFinding, summary, weakDh, weakKey } from './rules-fail.ts';
import type { Connection } from './simulate.ts';

type Protocols = RuleContext['facts']['protocols'];

function offered(protocols: Protocols, ...versions: readonly (keyof Protocols)[]): Answer {
  return anyOf(versions.map((version) => protocols[version].offered));
}

/** Whether a connection is like that: unknown when it hangs on the server's way of choosing, or on what was not seen. */
function isLike({ suites, certain }: Connection, matches: (suite: Suite) => boolean): Answer {
  if (!certain) return 'unknown';
  const hits = suites.filter(matches).length;
  return hits === 0 ? 'no' : hits === suites.length ? 'yes' : 'unknown';
}

function someClient(context: RuleContext, matches: (connection: Connection) => Answer): Finding {
  const answers = context.connections.map((connection) => ({ connection, applies: matches(connection) }));
  const applies = anyOf(answers.map((answer) => answer.applies));
  const deciding = answers.find((answer) => answer.applies === applies && applies !== 'no')?.connection;
  const suite = deciding?.suites[0]?.name ?? '';
  return {
    applies,
    detail: deciding === undefined ? '' : `${deciding.client} would get ${suite} with ${deciding.protocol}`,
  };
}

const MODERN: readonly string[] = ['TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

function inModern(connection: Connection, matches: (suite: Suite) => boolean): Answer {
  return MODERN.includes(connection.protocol) ? isLike(connection, matches) : 'no';
}

function noAead({ connections }: RuleContext): Finding {
  const able = connections.filter(({ protocol }) => protocol === 'TLSv1.2' || protocol === 'TLSv1.3');
  const aead = anyOf(able.map((connection) => isLike(connection, ({ mode }) => mode === 'AEAD')));
  const applies = connections.length === 0 ? 'no' : aead === 'yes' ? 'no' : aead === 'no' ? 'yes' : 'unknown';
  return { applies, detail: 'no reference client gets an authenticated suite' };
}

/** POODLE needs SSL 3.0 with a CBC suite; with RC4 alone it counts as mitigated. */
function poodle(context: RuleContext): Finding {
  const ssl3 = context.facts.protocols.SSLv3.offered;
  if (ssl3 !== 'yes') return { applies: ssl3, detail: 'SSL 3.0 could not be asked for' };
  const cbc = context.facts.suites.SSLv3?.names.filter((name) => name.includes('_CBC')) ?? [];
  if (cbc.length > 0) return { applies: 'yes', detail: summary(cbc) };
  return {
    applies: context.facts.suites.SSLv3?.complete === true ? 'no' : 'unknown',
    detail: 'not every suite could be asked for',
  };
}

function incomplete({ trust }: RuleContext): Finding {
  const completed = trust.flatMap(({ remarks }) => remarks).find(({ code }) => code === 'incomplete');
  if (completed !== undefined) return { applies: 'yes', detail: completed.text };
  const open = trust.flatMap(({ problems }) => problems).find(({ code }) => code === 'incomplete-chain');
  return { applies: open === undefined ? 'no' : 'unknown', detail: open?.text ?? '' };
}

function olderOnly({ facts }: RuleContext): Finding {
  const versions = ['TLSv1.2', 'TLSv1.3'] as const;
  const newer = offered(facts.protocols, ...versions);
  const byAll = versions.some(
    (version) => facts.protocols[version].offered === 'yes' && !refusedBySome(facts, version),
  );
  // A pool in which each version is refused by some may hold a server with neither.
  if (newer === 'yes' && !byAll) return { applies: 'unknown', detail: 'they are refused on some connections' };
  return { applies: newer === 'yes' ? 'no' : newer === 'no' ? 'yes' : 'unknown', detail: '' };
}

const MODERN_SUITES = 'Offer ECDHE with AES-GCM and ChaCha20-Poly1305 only.';

export const compatibilityRules: readonly GradeRule[] = [
  {
    id: 'no-tls12',
    grade: 'C',
    text: 'Neither TLS 1.2 nor TLS 1.3 is offered',
    fix: 'Offer TLS 1.2 and TLS 1.3.',
    source: '2009j (2015)',
    judge: olderOnly,
  },
  {
    id: 'poodle',
    grade: 'C',
    text: 'SSL 3.0 with CBC suites (POODLE)',
    fix: 'Turn SSL 3.0 off.',
    source: '2009g (2014)',
    judge: poodle,
  },
  {
    id: 'compression',
    grade: 'C',
    text: 'TLS compression is on (CRIME)',
    fix: 'Turn TLS compression off.',
    source: '2009j (2015)',
    judge: ({ facts }) =>
      facts.compression.known
        ? { applies: yesIf(facts.compression.value), detail: '' }
        : { applies: legacyAnswer(facts), detail: facts.compression.why },
  },
  {
    id: 'rc4-modern',
    grade: 'C',
    text: 'RC4 is used with TLS 1.1 or newer',
    fix: 'Remove RC4 suites.',
    source: '2009j (2015)',
    judge: (context) => someClient(context, (connection) => inModern(connection, ({ cipher }) => cipher === 'RC4')),
  },
  {
    id: 'small-block',
    grade: 'C',
    text: 'A cipher with 64-bit blocks is used with TLS 1.1 or newer (Sweet32)',
    fix: 'Remove 3DES, or put it last and let the server choose.',
    source: '2009n (2017)',
    judge: (context) => someClient(context, (connection) => inModern(connection, ({ smallBlock }) => smallBlock)),
  },
  {
    id: 'ssl3',
    grade: 'B',
    text: 'SSL 3.0 is offered',
    fix: 'Turn SSL 3.0 off.',
    source: '2009h (2014)',
    judge: ({ facts }) => ({ applies: facts.protocols.SSLv3.offered, detail: facts.protocols.SSLv3.why }),
  },
  {
    id: 'tls10-tls11',
    grade: 'B',
    text: 'TLS 1.0 or TLS 1.1 is offered',
    fix: 'Offer TLS 1.2 and TLS 1.3 only.',
    source: '2009q (2020)',
    judge: ({ facts: { protocols } }) => {
      const versions = (['TLSv1', 'TLSv1.1'] as const).filter((version) => protocols[version].offered !== 'no');
      return {
        applies: offered(protocols, 'TLSv1', 'TLSv1.1'),
        detail: versions.map((version) => `${version}: ${protocols[version].why}`).join(', '),
      };
    },
  },
  {
    id: 'rc4',
    grade: 'B',
    text: 'RC4 is offered',
    fix: 'Remove RC4 suites.',
    source: '2009i (2014)',
    judge: (context) => suiteFinding(context, ({ cipher }) => cipher === 'RC4'),
  },
  {
    id: 'incomplete-chain',
    grade: 'B',
    text: 'The chain is incomplete',
    fix: 'Send the intermediate certificates.',
    source: '2009i (2014)',
    judge: incomplete,
  },
  {
    id: 'weak-key-2048',
    grade: 'B',
    text: 'The certificate key is weaker than RSA 2048',
    fix: 'Use RSA 2048 or ECDSA P-256.',
    source: '2009e (2014)',
    judge: weakKey(2048),
  },
  {
    id: 'weak-dh',
    grade: 'B',
    text: 'Diffie-Hellman below 2048 bits',
    fix: 'Use 2048 bits, or ECDHE only.',
    source: '2009j (2015)',
    judge: weakDh(2048),
  },
  {
    id: 'no-forward-secrecy',
    grade: 'B',
    text: 'Not all reference clients get forward secrecy',
    fix: 'Let the server choose, with ECDHE suites first; or offer ECDHE suites only.',
    source: '2009o (2018)',
    judge: (context) => someClient(context, (connection) => isLike(connection, ({ forwardSecret }) => !forwardSecret)),
  },
  {
    id: 'no-aead',
    grade: 'B',
    text: 'No authenticated encryption (AEAD)',
    fix: MODERN_SUITES,
    source: '2009o (2018)',
    judge: noAead,
  },
];
