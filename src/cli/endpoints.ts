import pLimit from 'p-limit';
import { parseEndpoint } from '../claims/endpoint.ts';
import type { EndpointAddress } from '../domain/claim.ts';
import { UsageError } from './usage.ts';

const atOnce = 24;

/** HOST[:PORT] arguments of the single-purpose commands. */
export const readHosts = (values: readonly string[]): readonly EndpointAddress[] =>
  values.map((value) => {
    const parsed = parseEndpoint(value);
    if (!parsed.ok) throw new UsageError(`"${value}": ${parsed.message}`);
    return parsed.value;
  });

/** Looks at several endpoints side by side; results come in the order asked. `progress` is told how many are done. */
export const lookAtAll = <T>(
  endpoints: readonly EndpointAddress[],
  look: (endpoint: EndpointAddress) => Promise<T>,
  progress: (done: number) => void,
): Promise<readonly T[]> => {
  const limit = pLimit(atOnce);
  let done = 0;
  return Promise.all(
    endpoints.map((endpoint) =>
      limit(async () => {
        const result = await look(endpoint);
        done += 1;
        progress(done);
        return result;
      }),
    ),
  );
};

/** A progress line on stderr for people: only on a terminal, and only where there are several endpoints. */
export const progressLine = (
  total: number,
  what: string,
): { readonly tell: (done: number) => void; readonly end: () => void } => {
  const shown = total > 1 && process.stderr.isTTY === true;
  return {
    tell: (done) => {
      if (shown) process.stderr.write(`\r${done}/${total} ${what}`);
    },
    end: () => {
      if (shown) process.stderr.write('\r\u001b[K');
    },
  };
};
