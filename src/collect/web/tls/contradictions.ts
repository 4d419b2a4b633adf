import type { Contradiction, TlsFacts } from '../../../domain/tls.ts';
import { MalformedTls } from '../../../parse/tls/bytes.ts';
import { parseCertificate, parseCertificate13 } from '../../../parse/tls/messages.ts';
import { ALERT, EXTENSION, HANDSHAKE } from '../../../parse/tls/registries.ts';
import { suiteName } from '../../../parse/tls/suite-registry.ts';
import type { HelloProbe } from './exchange.ts';
import { type Heard, messageOf } from './session.ts';

/**
 * Whether answers to different hellos cannot all come from one server: a suite taken from one hello and refused in
 * another that differs in its suites alone; a version spoken and not known; two certificates of one kind. A server may
 * have such a habit of its own, so that this is only a reason to ask the same again.
 */
export function suspicious(heard: readonly Heard[], facts: TlsFacts): boolean {
  return (
    refusesWhatItTakes(heard) ||
    versionsDiffer(heard) ||
    extensionsDiffer(heard) ||
    twoOfAKind(facts) ||
    sameHelloDiffers(heard).length > 0
  );
}

/** Extensions that a server answers in every hello of a version, or in none, whatever the suite. */
const ALWAYS_OR_NEVER = [EXTENSION.renegotiationInfo, EXTENSION.extendedMasterSecret, EXTENSION.heartbeat] as const;

function extensionsDiffer(heard: readonly Heard[]): boolean {
  const seen = new Map<string, string>();
  return heard.some(({ probe, reply }) => {
    if (reply.kind !== 'accepted' || probe.version === 'TLSv1.3') return false;
    const key = JSON.stringify([probe.version, probe.lean, probe.serverName]);
    const answered = ALWAYS_OR_NEVER.map((extension) => reply.hello.extensions.has(extension)).join();
    const before = seen.get(key) ?? answered;
    seen.set(key, before);
    return before !== answered;
  });
}

function refusesWhatItTakes(heard: readonly Heard[]): boolean {
  const taken = new Map<string, Set<number>>();
  for (const { probe, reply } of heard) {
    if (reply.kind !== 'accepted') continue;
    const key = besidesSuites(probe);
    taken.set(key, (taken.get(key) ?? new Set()).add(reply.hello.suite));
  }
  return heard.some(({ probe, reply }) => {
    if (reply.kind !== 'refused' || reply.alert === ALERT.inappropriateFallback) return false;
    const suites = taken.get(besidesSuites(probe));
    return suites !== undefined && probe.suites.some((suite) => suites.has(suite));
  });
}

/** What of a hello decides whether a suite can be agreed on. */
function besidesSuites({ version, serverName, groups, signatures }: HelloProbe): string {
  return JSON.stringify([version, serverName, groups, signatures]);
}

function versionsDiffer(heard: readonly Heard[]): boolean {
  const spoken = new Set(heard.flatMap(({ probe, reply }) => (reply.kind === 'accepted' ? [probe.version] : [])));
  const oldest = VERSIONS.findIndex((version) => spoken.has(version));
  return heard.some(({ probe, reply }) => {
    if (spoken.has(probe.version)) return isVersionRefusal(reply);
    // Refused in words, an old version's hello may still be answered in an even older one.
    return reply.kind === 'refused' && reply.otherVersion && VERSIONS.indexOf(probe.version) < oldest;
  });
}

const VERSIONS: readonly HelloProbe['version'][] = ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

function isVersionRefusal(reply: Heard['reply']): boolean {
  return reply.kind === 'refused' && (reply.alert === ALERT.protocolVersion || reply.otherVersion);
}

function twoOfAKind({ chains }: TlsFacts): boolean {
  const leaves = new Map(
    chains.flatMap(({ certificates: [leaf] }) =>
      leaf === undefined || 'unreadable' in leaf ? [] : [[leaf.der, leaf]],
    ),
  );
  const kinds = [...leaves.values()].map(({ key }) => key.type);
  return new Set(kinds).size < kinds.length;
}

/** Hellos that were sent more than once and got answers that contradict each other. */
export function sameHelloDiffers(heard: readonly Heard[]): readonly Contradiction[] {
  const byHello = new Map<string, Heard[]>();
  for (const one of heard) {
    const key = JSON.stringify({ ...one.probe, attempt: 0 });
    byHello.set(key, [...(byHello.get(key) ?? []), one]);
  }
  return distinct([...byHello.values()].flatMap(differences));
}

function differences(answers: readonly Heard[]): readonly Contradiction[] {
  const [first] = answers;
  if (first === undefined) return [];
  const { version, serverName } = first.probe;
  const replies = answers.map(({ reply }) => reply);
  const accepted = replies.filter((reply) => reply.kind === 'accepted');
  const found: Contradiction[] = [];
  if (accepted.length > 0 && accepted.length < replies.length) {
    found.push(
      replies.some(isVersionRefusal)
        ? spokenAndRefused(version)
        : say('suites', version, 'the same hello was taken on some connections and refused on others'),
    );
  }
  const suites = [...new Set(accepted.map(({ hello }) => suiteName(hello.suite)))].sort();
  if (suites.length > 1) found.push(say('suites', version, `the same hello got ${suites.join(' or ')}`));
  const leaves = new Set(accepted.flatMap((reply) => leafOf(version, reply) ?? []));
  if (leaves.size > 1)
    found.push(
      say('certificate', version, `${leaves.size} certificates for ${serverName ?? 'clients without a server name'}`),
    );
  return found;
}

function leafOf(version: HelloProbe['version'], reply: Heard['reply'] & { readonly kind: 'accepted' }): string | null {
  const message = messageOf(reply, HANDSHAKE.certificate);
  if (message === null) return null;
  try {
    const { certificates } = version === 'TLSv1.3' ? parseCertificate13(message) : parseCertificate(message);
    return certificates[0] === undefined ? null : Buffer.from(certificates[0]).toString('base64');
  } catch (problem) {
    if (problem instanceof MalformedTls) return null;
    throw problem;
  }
}

export const spokenAndRefused = (protocol: string): Contradiction => ({
  about: 'protocol',
  subject: protocol,
  text: `${protocol} is spoken on some connections and refused on others`,
});

export const say = (about: Contradiction['about'], subject: string, text: string): Contradiction => ({
  about,
  subject,
  text: `${subject}: ${text}`,
});

/** One contradiction for each subject, the first one told; in an order that does not hang on who answered first. */
export function distinct(contradictions: readonly Contradiction[]): readonly Contradiction[] {
  const byText = [...contradictions].sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  return [...new Map(byText.map((one) => [`${one.about} ${one.subject}`, one])).values()];
}
