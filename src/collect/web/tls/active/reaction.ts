import { NotTls, RECORD, RecordSplitter, type TlsRecord } from '../../../../parse/tls/records.ts';
import type { Transport } from '../transport.ts';

/** A record of the server, or how the conversation ended, as one word that can be compared and recorded. */
export type Reaction = string;

/** What the server does next: `alert:10`, `record:24:35`, `closed`, `reset`, `timeout`; warnings that end nothing are passed over. */
export async function nextReaction(transport: Transport, withinMs: number): Promise<Reaction> {
  transport.limit(withinMs);
  const splitter = new RecordSplitter();
  for (;;) {
    const chunk = await transport.read();
    if (!(chunk instanceof Uint8Array)) return chunk.end;
    try {
      const [record] = splitter.push(chunk);
      if (record !== undefined) return reactionOf(record);
    } catch (problem) {
      if (problem instanceof NotTls) return 'not-tls';
      throw problem;
    }
  }
}

function reactionOf({ type, body }: TlsRecord): Reaction {
  if (type === RECORD.alert && body.length === 2) return `alert:${body[1]}`;
  return `record:${type}:${body.length}`;
}
