import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, uint, vector } from '../../../src/parse/tls/bytes.ts';
import { HandshakeAssembler, NotTls, RecordSplitter } from '../../../src/parse/tls/records.ts';

const record = (type: number, body: Uint8Array): Uint8Array => concat(Uint8Array.of(type, 3, 3), vector(2, body));
const message = (type: number, body: Uint8Array): Uint8Array => concat(Uint8Array.of(type), uint(3, body.length), body);

/** Cuts bytes at the given places, whatever they are. */
const cut = (bytes: Uint8Array, places: readonly number[]): Uint8Array[] => {
  const sorted = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return sorted.slice(1).map((end, index) => bytes.slice(sorted[index], end));
};

const bodies = fc.array(fc.tuple(fc.integer({ min: 20, max: 24 }), fc.uint8Array({ maxLength: 300 })), {
  maxLength: 8,
});

describe('records', () => {
  test('come out the same however the stream is cut', () => {
    fc.assert(
      fc.property(bodies, fc.array(fc.nat(), { maxLength: 10 }), (list, places) => {
        const splitter = new RecordSplitter();
        const stream = concat(...list.map(([type, body]) => record(type, body)));
        const seen = cut(stream, places).flatMap((part) => splitter.push(part));
        expect(seen.map(({ type, body }) => [type, [...body]])).toEqual(list.map(([type, body]) => [type, [...body]]));
      }),
    );
  });

  test.each([
    ['HTTP', Buffer.from('HTTP/1.1 400 Bad Request\r\n')],
    ['SMTP', Buffer.from('220 mail ESMTP\r\n')],
    ['another major version', Uint8Array.of(22, 2, 0, 0, 1, 0)],
    ['a record longer than any', Uint8Array.of(22, 3, 3, 0x48, 0x01)],
  ])('%s is not TLS', (_, bytes) => expect(() => new RecordSplitter().push(bytes)).toThrow(NotTls));

  test('any bytes give records or "not TLS", never another error', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 2_000 }), { maxLength: 5 }), (parts) => {
        const splitter = new RecordSplitter();
        try {
          for (const part of parts) splitter.push(part);
        } catch (problem) {
          expect(problem).toBeInstanceOf(NotTls);
        }
      }),
    );
  });
});

describe('handshake messages', () => {
  test('come out the same however records are cut, even byte by byte', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 24 }), fc.uint8Array({ maxLength: 200 })), { maxLength: 6 }),
        fc.array(fc.nat(), { maxLength: 20 }),
        (list, places) => {
          const assembler = new HandshakeAssembler();
          const stream = concat(...list.map(([type, body]) => message(type, body)));
          const seen = cut(stream, places).flatMap((part) => assembler.push(part));
          expect(seen.map(({ type, body }) => [type, [...body]])).toEqual(
            list.map(([type, body]) => [type, [...body]]),
          );
        },
      ),
    );
  });

  test('a message of more than 64 kB is refused before it is read', () => {
    expect(() => new HandshakeAssembler().push(Uint8Array.of(2, 1, 0, 1))).toThrow(NotTls);
  });

  test('a certificate message may have 1 MB and no more', () => {
    expect(new HandshakeAssembler().push(Uint8Array.of(11, 0x10, 0, 0))).toEqual([]);
    expect(() => new HandshakeAssembler().push(Uint8Array.of(11, 0x10, 0, 1))).toThrow(NotTls);
  });

  test('a large message in 200,000 records of one byte', () => {
    const assembler = new HandshakeAssembler();
    const size = 200_000;
    const early = assembler.push(concat(Uint8Array.of(11), uint(3, size)));
    const late = Array.from({ length: size }, () => assembler.push(Uint8Array.of(1))).flat();
    expect(early).toEqual([]);
    expect(late.map(({ body }) => body.length)).toEqual([size]);
  });
});
