import type { ActiveFact, ActiveProbe, TlsFacts } from '../../../../domain/tls.ts';
import { suiteName } from '../../../../parse/tls/suite-registry.ts';
import { type Suite, suiteByName } from '../../../../parse/tls/suites.ts';
import type { ActiveTlsProbe } from '../exchange.ts';
import type { LegacyVersion } from '../first-round.ts';
import type { Session } from '../session.ts';
import { MALFORMED_RECORDS, RIGHT_RECORD } from './padding-oracle.ts';

/** What the ordinary probes found, as far as the active ones depend on it. */
export type Ground = {
  readonly version: LegacyVersion;
  readonly codes: readonly number[];
  readonly heartbeat: boolean;
  readonly tickets: boolean;
  readonly secureRenegotiation: boolean;
};

type Ask = (kind: ActiveProbe, suites: readonly number[], variant: string, attempt?: number) => Promise<string | null>;

/**
 * Probes that send what no honest client sends, each as rarely as it takes: for servers one may
 * test. Only what the configuration leaves possible is tried.
 */
export async function probeActive(session: Session, ground: Ground): Promise<TlsFacts['active']> {
  const ask: Ask = async (kind, suites, variant, attempt = 1) => {
    const probe: ActiveTlsProbe = { ...session.target, kind, version: ground.version, suites, variant, attempt };
    const { end, why, reaction } = await session.send(probe);
    return reaction ?? (end === 'answered' ? null : `no-handshake:${why ?? end}`);
  };
  const facts: Partial<Record<ActiveProbe, ActiveFact>> = {};
  facts['ccs-injection'] = ccsInjection(await ask('ccs-injection', ground.codes.slice(0, 100), 'twice'));
  if (ground.heartbeat)
    facts.heartbleed = heartbleed(await ask('heartbleed', ground.codes.slice(0, 100), 'no payload'));
  if (ground.tickets)
    facts.ticketbleed = ticketbleed(await ask('ticketbleed', ground.codes.slice(0, 100), 'short session'));
  if (!ground.secureRenegotiation)
    facts['insecure-renegotiation'] = renegotiation(await ask('insecure-renegotiation', [], 'once'));
  const rsa = suitesLike(
    ground,
    ({ keyExchange, authentication, export: weak }) => keyExchange === 'RSA' && authentication === 'RSA' && !weak,
  );
  if (rsa.length > 0 && ground.version !== 'SSLv3') facts.robot = await robot(ask, rsa);
  const cbc = suitesLike(ground, ({ cipher, mode, keyExchange, authentication }) => {
    const agreeable =
      (keyExchange === 'RSA' && authentication === 'RSA') || (keyExchange === 'ECDHE' && authentication !== 'other');
    return cipher === 'AES' && mode === 'CBC' && agreeable;
  });
  if (cbc.length > 0 && ground.version !== 'SSLv3') facts['padding-oracle'] = await paddingOracles(ask, cbc);
  return facts;
}

function suitesLike({ codes }: Ground, matches: (suite: Suite) => boolean): readonly number[] {
  return codes.filter((code) => {
    const suite = suiteByName(suiteName(code));
    return suite !== null && !suite.name.includes('PSK') && matches(suite);
  });
}

const fact = (vulnerable: ActiveFact['vulnerable'], why: string): ActiveFact => ({ vulnerable, why });

function ccsInjection(reaction: string | null): ActiveFact {
  if (reaction === 'alert:20' || reaction === 'alert:21')
    return fact('yes', `an early ChangeCipherSpec was taken (${reaction})`);
  if (reaction?.startsWith('alert:')) return fact('no', `an early ChangeCipherSpec was refused (${reaction})`);
  return fact('unknown', `no alert after an early ChangeCipherSpec (${reaction ?? 'nothing'})`);
}

/** RFC 6520 section 4: a heartbeat whose length does not fit is passed over in silence. */
function heartbleed(reaction: string | null): ActiveFact {
  const length = Number(/^record:24:(\d+)$/.exec(reaction ?? '')?.[1] ?? '0');
  if (length > 3) return fact('yes', `a heartbeat without payload was answered with ${length} bytes`);
  if (reaction === 'timeout' || reaction?.startsWith('alert:'))
    return fact('no', 'a heartbeat with a wrong length was not answered');
  return fact('unknown', `after a heartbeat with a wrong length: ${reaction ?? 'nothing'}`);
}

function ticketbleed(reaction: string | null): ActiveFact {
  const [, length = '', whose = ''] = /^session-id:(\d+):(\w+)$/.exec(reaction ?? '') ?? [];
  if (whose === 'echoed' && Number(length) > 16)
    return fact('yes', `16 bytes of session identifier came back as ${length}`);
  if (length !== '' || reaction === 'refused')
    return fact('no', 'a short session identifier came back as it was, or not at all');
  return fact('unknown', `no answer to a ticket with a short session identifier (${reaction ?? 'nothing'})`);
}

function renegotiation(reaction: string | null): ActiveFact {
  if (reaction === 'renegotiated') return fact('yes', 'a second handshake without RFC 5746 was accepted');
  if (reaction === 'refused' || reaction === 'closed') return fact('no', 'a second handshake was refused');
  return fact('unknown', `no answer to a second handshake (${reaction ?? 'nothing'})`);
}

const PADDINGS = ['right', 'wrong-type', 'zero-elsewhere', 'no-zero', 'wrong-version'] as const;

async function robot(ask: Ask, suites: readonly number[]): Promise<ActiveFact> {
  const rounds: Compared[] = [];
  for (const tail of ['finished', 'alone']) {
    const compared = await compare(
      ask,
      'robot',
      suites,
      PADDINGS.map((padding) => `${padding}+${tail}`),
    );
    if ('fact' in compared) return compared.fact;
    rounds.push(compared);
  }
  if (rounds.every((round) => 'alike' in round && round.alike === 'timeout'))
    return fact('unknown', 'no padding was answered');
  return fact('no', 'all paddings of the secret are answered alike');
}

async function paddingOracles(ask: Ask, suites: readonly number[]): Promise<ActiveFact> {
  const compared = await compare(ask, 'padding-oracle', suites, MALFORMED_RECORDS);
  if ('fact' in compared) return compared.fact;
  const { alike } = compared;
  // An alert ends what is malformed; anything else is only an answer if a right record is answered otherwise.
  const right = /^(alert|record:21):/.test(alike) ? null : await ask('padding-oracle', suites, RIGHT_RECORD);
  if (right === alike) return fact('unknown', `a right record and malformed ones are answered alike (${alike})`);
  if (/^record:2[34]/.test(alike) || alike === 'timeout')
    return fact('unknown', `malformed records were not refused (${alike})`);
  return fact('no', `all malformed CBC records are answered alike (${alike})`);
}

type Compared = { readonly alike: string } | { readonly fact: ActiveFact };

/** Asks each variant once; if the answers differ, each a second time, and only what differs alike twice is a finding. */
async function compare(
  ask: Ask,
  kind: 'robot' | 'padding-oracle',
  suites: readonly number[],
  variants: readonly string[],
): Promise<Compared> {
  const round = async (attempt: number): Promise<readonly string[]> => {
    const together = await Promise.all(variants.map((variant) => ask(kind, suites, variant, attempt)));
    const reactions: string[] = [];
    // Servers that serve one client at a time let the others wait: those are asked again, one after the other.
    for (const [index, reaction] of together.entries()) {
      const failed = reaction === null || reaction.startsWith('no-');
      const again = failed ? await ask(kind, suites, variants[index] ?? '', attempt + 10) : reaction;
      reactions.push(again ?? 'no-answer');
    }
    return reactions;
  };
  const first = await round(1);
  const failed = first.find((reaction) => /^(no-|not-tls)/.test(reaction));
  if (failed !== undefined) return { fact: fact('unknown', `the handshake failed (${failed})`) };
  const [alike = ''] = first;
  if (first.every((reaction) => reaction === alike)) return { alike };
  const second = await round(2);
  if (first.join() !== second.join()) return { fact: fact('unknown', 'the answers differ from one time to the next') };
  return { fact: fact('yes', variants.map((variant, index) => `${variant}: ${first[index] ?? ''}`).join(', ')) };
}
