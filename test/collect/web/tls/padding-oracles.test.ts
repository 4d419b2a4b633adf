import { afterEach, describe, expect, test } from 'vitest';
import { probeActive } from '../../../../src/collect/web/tls/active/probe-active.ts';
import type { TlsOutcome } from '../../../../src/collect/web/tls/exchange.ts';
import { liveTlsExchange } from '../../../../src/collect/web/tls/live-exchange.ts';
import { openSession } from '../../../../src/collect/web/tls/session.ts';
import { cbcServer, type Opened } from '../../../servers/tls/cbc-server.ts';
import { issue, rsaKey } from '../../../servers/tls/certificates.ts';
import {
  alert,
  record,
  type Script,
  type ScriptedServer,
  scriptedServer,
} from '../../../servers/tls/scripted-server.ts';

const leaf = issue({ subject: 'lab.test', names: ['lab.test'], key: rsaKey() });
const servers: ScriptedServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map(({ close }) => close()));
});

const [badRecordMac, decryptionFailed, recordOverflow] = [20, 21, 22].map(
  (description): Script => ({ send: [alert(description)], end: 'close' }),
);
const closed: Script = { end: 'close' };
const data: Script = { send: [record(23, new Uint8Array(64))], end: 'close' };
const right = ({ padding, mac }: Opened): boolean => padding && mac;

const probe = async (answer: (opened: Opened) => Script | undefined) => {
  const server = await scriptedServer(cbcServer(leaf, (opened) => answer(opened) ?? closed));
  servers.push(server);
  const target = { host: 'lab.test', port: server.port, address: '127.0.0.1', serverName: 'lab.test', starttls: null };
  const live = liveTlsExchange({ answerMs: 8_000, reactionMs: 4_000, totalMs: 60_000 });
  const refused: TlsOutcome = { end: 'answered', why: null, alert: null, messages: [], reaction: 'alert:10' };
  // The other bugs have tests of their own.
  const session = openSession(target, async (asked) => (asked.kind === 'padding-oracle' ? live(asked) : refused));
  const ground = { version: 'TLSv1.2', heartbeat: false, tickets: false, secureRenegotiation: true } as const;
  const { 'padding-oracle': found } = await probeActive(session, { ...ground, codes: [0x002f] });
  return found;
};

describe('a server that opens CBC records', () => {
  test.each<[string, (opened: Opened) => Script | undefined, string]>([
    ['and answers every malformed one alike', (opened) => (right(opened) ? data : badRecordMac), 'no'],
    ['and closes on every malformed one', (opened) => (right(opened) ? data : closed), 'no'],
    [
      'and tells bad padding from a bad MAC by another alert (GOLDENDOODLE)',
      (opened) => (right(opened) ? data : opened.padding ? badRecordMac : decryptionFailed),
      'yes',
    ],
    [
      'and closes without a word on bad padding with a right MAC (Zombie POODLE)',
      (opened) => (right(opened) ? data : opened.mac ? closed : badRecordMac),
      'yes',
    ],
    [
      'and looks at the last byte of the padding alone (POODLE)',
      ({ lengthFits, mac }) => (lengthFits && mac ? data : badRecordMac),
      'yes',
    ],
    [
      'and answers otherwise to an empty record (CVE-2019-1559)',
      (opened) => (right(opened) ? data : opened.content === 0 && opened.padding ? closed : badRecordMac),
      'yes',
    ],
    [
      'and finds a record of padding alone too long (CVE-2016-2107)',
      (opened) => (right(opened) ? data : opened.lengthFits ? badRecordMac : recordOverflow),
      'yes',
    ],
  ])('%s', async (_, answer, expected) => expect((await probe(answer))?.vulnerable).toBe(expected));
});
