import { PassThrough } from 'node:stream';

/** What an app wrote to a made-up terminal, and keys for it. */
export interface FakeTerminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly written: () => string;
  /** What was written since the last call. */
  readonly fresh: () => string;
  readonly type: (keys: string) => void;
  readonly resize: (columns: number, rows: number) => void;
}

/** Lets a plain stream stand in for one of a terminal: it has the members that are used, not all that the type names. */
const standIn = (stream: object) => Object.setPrototypeOf(stream, Object.getPrototypeOf(stream));

/** A terminal without a device. */
export const fakeTerminal = (columns: number, rows: number): FakeTerminal => {
  const input = new PassThrough();
  const raw = { isTTY: true, setRawMode: () => input, ref: () => input, unref: () => input };
  const output = Object.assign(new PassThrough(), { columns, rows });
  let text = '';
  let read = 0;
  output.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  return {
    stdin: standIn(Object.assign(input, raw)),
    stdout: standIn(Object.assign(output, { isTTY: true })),
    written: () => text,
    fresh: () => {
      const from = read;
      read = text.length;
      return text.slice(from);
    },
    type: (keys) => {
      input.write(keys);
    },
    resize: (width, height) => {
      Object.assign(output, { columns: width, rows: height });
      output.emit('resize');
    },
  };
};
