import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findPreloadEntry, isForced, parsePreloadList } from '../../../src/parse/web/hsts-list.ts';

const read = (text: string) => {
  const reading = parsePreloadList(text);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.list;
};

const force = (name: string, subdomains: boolean, policy = 'bulk-1-year') =>
  JSON.stringify({ name, policy, mode: 'force-https', ...(subdomains ? { include_subdomains: true } : {}) });

const text = `// Copyright, // twice
  // indented
{
  // "entries": [ a comment that looks like content
  "pinsets": [{ "name": "x", "report_uri": "https://a.example//b" }],
  "entries": [
    ${force('corp.example', true, 'custom')},
    { "name": "pin.corp.example", "policy": "custom", "pins": "x" },
    ${force('solo.example', false)},
    { "name": "mixed.example", "policy": "test", "include_subdomains": true },
    ${force('ok.mixed.example', false)},
    ${force('dev', true, 'public-suffix')},
    ${force('foo.dev', false)},
    ${force('Old.Example', true, 'bulk-18-weeks')}
  ]
}`;

describe('reading', () => {
  test('comment lines go, a // inside a value stays, forcing names are counted', () => {
    const list = read(text);
    expect(list.entries).toBe(6);
    expect(list.flags.size).toBe(8);
  });

  const broken: readonly (readonly [string, string, string])[] = [
    ['not JSON', '{ "entries": [', 'not JSON'],
    ['an HTML page', '<!doctype html>', 'not JSON'],
    ['nothing', '', 'not JSON'],
    ['a list of another shape', '[]', 'no array "entries"'],
    ['entries that are none', '{"entries": {}}', 'no array "entries"'],
    ['an entry without a name', `{"entries": [${force('a', true)}, {"mode": "force-https"}]}`, 'entry 1 has no name'],
    ['an entry that is none', '{"entries": [null]}', 'entry 0 has no name'],
  ];
  test.each(broken)('%s is told, not half read', (_, input, problem) => {
    expect(parsePreloadList(input)).toEqual({ ok: false, problem });
  });
});

describe('lookup: the nearest entry decides alone', () => {
  const list = read(text);
  const rows: readonly (readonly [string, boolean, string | null])[] = [
    ['www.corp.example', true, 'corp.example'],
    ['pin.corp.example', false, 'pin.corp.example'],
    ['x.pin.corp.example', false, 'pin.corp.example'],
    ['solo.example', true, 'solo.example'],
    ['www.solo.example', false, 'solo.example'],
    ['mixed.example', false, 'mixed.example'],
    ['www.mixed.example', false, 'mixed.example'],
    ['ok.mixed.example', true, 'ok.mixed.example'],
    ['x.ok.mixed.example', false, 'ok.mixed.example'],
    ['a.dev', true, 'dev'],
    ['foo.dev', true, 'foo.dev'],
    ['x.foo.dev', false, 'foo.dev'],
    ['notcorp.example', false, null],
    ['example', false, null],
    ['WWW.Corp.Example', true, 'corp.example'],
    ['www.corp.example.', true, 'corp.example'],
    ['SOLO.example.', true, 'solo.example'],
    ['a..dev', false, null],
    ['.a.dev', false, null],
    ['a.dev..', false, null],
    ['', false, null],
    ['.', false, null],
  ];
  test.each(rows)('%s: forced %s, by %s', (host, forced, name) => {
    const entry = findPreloadEntry(list, host);
    expect(entry?.name ?? null).toBe(name);
    expect(isForced(entry, host)).toBe(forced);
  });

  test('an entry of the 18-week policy says so', () => {
    expect(findPreloadEntry(list, 'old.example')?.eighteenWeeks).toBe(true);
    expect(findPreloadEntry(list, 'solo.example')?.eighteenWeeks).toBe(false);
  });

  test('case and a final dot never change the answer; a parent without subdomains never covers', () => {
    const host = fc.array(fc.constantFrom('a', 'b', 'www', 'corp', 'solo', 'mixed', 'ok', 'example', 'dev'), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(host, (labels) => {
        const name = labels.join('.');
        const entry = findPreloadEntry(list, name);
        expect(findPreloadEntry(list, `${name.toUpperCase()}.`)).toEqual(entry);
        if (entry !== null && entry.name !== name && !entry.includeSubdomains)
          expect(isForced(entry, name)).toBe(false);
      }),
    );
  });
});
