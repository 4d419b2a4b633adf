import { type Grade, type Letter, TLS_PROTOCOLS, type TlsProtocol } from '../../domain/tls.ts';
import { groupStrength, keyStrength, leaves, type RuleContext } from './rule-context.ts';

const PROTOCOL_SCORES: Readonly<Record<TlsProtocol, number>> = {
  SSLv2: 0,
  SSLv3: 80,
  TLSv1: 90,
  'TLSv1.1': 95,
  'TLSv1.2': 100,
  'TLSv1.3': 100,
};

type Step = readonly [below: number, score: number];
const KEY_STEPS: readonly Step[] = [
  [1, 0],
  [512, 20],
  [1024, 40],
  [2048, 80],
  [4096, 90],
];
const CIPHER_STEPS: readonly Step[] = [
  [1, 0],
  [128, 20],
  [256, 80],
];

function stepScore(steps: readonly Step[], value: number): number {
  return steps.find(([below]) => value < below)?.[1] ?? 100;
}

/** The numeric score of the rating guide (2009k and older): 30% protocol, 30% key exchange, 40% cipher. Null without facts. */
export function numericScore(context: RuleContext): Grade['score'] {
  const protocols = TLS_PROTOCOLS.filter((version) => context.facts.protocols[version].offered === 'yes');
  if (protocols.length === 0 || context.suites.length === 0) return null;
  const protocol = mean(protocols.map((version) => PROTOCOL_SCORES[version]));
  const keyExchange = keyExchangeScore(context);
  const cipher = mean(context.suites.map(({ bits }) => stepScore(CIPHER_STEPS, bits)));
  const zero = protocol === 0 || keyExchange === 0 || cipher === 0;
  const total = zero ? 0 : Math.round(0.3 * protocol + 0.3 * keyExchange + 0.4 * cipher);
  return { total, protocol, keyExchange, cipher };
}

/** Half of best and worst together. */
function mean(scores: readonly number[]): number {
  return (Math.max(...scores) + Math.min(...scores)) / 2;
}

/** The weakest key exchange: certificate key, Diffie-Hellman size, group, export and anonymous suites. */
function keyExchangeScore(context: RuleContext): number {
  const bits = [
    ...leaves(context).map(keyStrength),
    ...context.facts.dh.map((dh) => dh.bits),
    ...[groupStrength(context)].flatMap((strength) => strength ?? []),
  ];
  const scores = bits.map((strength) => stepScore(KEY_STEPS, strength));
  if (context.suites.some(({ anonymous }) => anonymous)) scores.push(0);
  if (context.suites.some((suite) => suite.export)) scores.push(40);
  return scores.length === 0 ? 100 : Math.min(...scores);
}

const LETTER_STEPS: readonly (readonly [atLeast: number, letter: Letter])[] = [
  [80, 'A'],
  [65, 'B'],
  [50, 'C'],
  [35, 'D'],
  [20, 'E'],
];

export function scoreLetter(total: number): Letter {
  return LETTER_STEPS.find(([least]) => total >= least)?.[1] ?? 'F';
}
