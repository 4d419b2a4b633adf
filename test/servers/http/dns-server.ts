import { createSocket } from 'node:dgram';
import { type Answer, decode, encode, type Question } from 'dns-packet';

/** What the scripted server says to a question; `silence` says nothing. */
export type Script = (question: Question) => readonly Answer[] | 'nxdomain' | 'servfail' | 'refused' | 'silence';

const CODES = { nxdomain: 3, servfail: 2, refused: 5 } as const;
const AUTHORITATIVE = 1 << 10;

/** A DNS server on a loopback UDP port that follows a script. */
export const startDns = async (
  script: Script,
): Promise<{ readonly server: string; readonly close: () => Promise<void> }> => {
  const socket = createSocket('udp4');
  socket.on('message', (message, peer) => {
    const { id, questions } = decode(message);
    const [question] = questions ?? [];
    const said = question === undefined ? 'refused' : script(question);
    if (said === 'silence') return;
    const code = typeof said === 'string' ? CODES[said] : 0;
    socket.send(
      encode({
        type: 'response',
        id: id ?? 0,
        flags: AUTHORITATIVE | code,
        questions: questions ?? [],
        answers: typeof said === 'string' ? [] : [...said],
      }),
      peer.port,
      peer.address,
    );
  });
  await new Promise<void>((resolve) => {
    socket.bind(0, '127.0.0.1', resolve);
  });
  return {
    server: `127.0.0.1:${socket.address().port}`,
    close: () =>
      new Promise((resolve) => {
        socket.close(() => resolve());
      }),
  };
};
