import type { TlsFacts } from '../../domain/tls.ts';
import { TLS_PROTOCOLS } from '../../domain/tls.ts';
import { suiteByName } from '../../parse/tls/suites.ts';

/** The weakest suite that an address agrees to, by the key bits an attacker has to guess (3DES counts 112). */
export interface WeakestSuite {
  readonly protocol: string;
  readonly suite: string;
  readonly bits: number;
}

/**
 * The weakest of all suites seen on an address, and whether all that it offers was seen. An SSL 2 suite, or one whose
 * strength its name does not tell, counts 0.
 */
export const weakestSuite = (
  facts: TlsFacts,
): { readonly weakest: WeakestSuite | null; readonly complete: boolean } => {
  const offered = TLS_PROTOCOLS.flatMap((protocol) =>
    (facts.suites[protocol]?.names ?? []).map((suite) => ({
      protocol,
      suite,
      bits: suiteByName(suite)?.strength ?? 0,
    })),
  );
  const complete = TLS_PROTOCOLS.every((protocol) => {
    const { offered: answer } = facts.protocols[protocol];
    return answer === 'no' || (answer === 'yes' && facts.suites[protocol]?.complete === true);
  });
  const [first] = offered;
  const weakest =
    first === undefined ? null : offered.reduce((least, one) => (one.bits < least.bits ? one : least), first);
  return { weakest, complete };
};
