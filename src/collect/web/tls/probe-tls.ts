import type { TlsFacts } from '../../../domain/tls.ts';
import { suspicious } from './contradictions.ts';
import type { ProbeTarget, TlsExchange } from './exchange.ts';
import { mergeLooks } from './merge-looks.ts';
import { oneLook } from './one-look.ts';

export type TlsProbeOptions = {
  /** Also send malformed messages that only old bugs react to; for servers one may test. */
  readonly active?: boolean;
};

/** Looks at an address whose answers contradict each other: with two kinds of servers behind it, both are met in all but 1 of 4 cases for each question. */
const LOOKS_AT_A_POOL = 3;

/**
 * Everything one address shows of its TLS, learnt from hellos that stop before any secret is agreed. Answers that cannot
 * come from one server make it ask everything again, so that a pool of differing servers is told as such.
 * All I/O goes through `exchange`; the same outcomes give the same facts. Never throws for a bad server.
 */
export async function probeTls(
  target: ProbeTarget,
  exchange: TlsExchange,
  { active = false }: TlsProbeOptions = {},
): Promise<TlsFacts> {
  const first = await oneLook(target, exchange, { active, look: 1 });
  if (!suspicious(first.heard, first.facts)) return first.facts;
  const looks = [first];
  for (let look = 2; look <= LOOKS_AT_A_POOL; look++)
    looks.push(await oneLook(target, exchange, { active: false, look }));
  return mergeLooks(
    looks.map(({ facts }) => facts),
    looks.flatMap(({ heard }) => heard),
  );
}
