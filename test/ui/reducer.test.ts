import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../src/domain/events.ts';
import { bindings, footerBindings } from '../../src/ui/keys.ts';
import { windowIn } from '../../src/ui/layout.ts';
import { reduce } from '../../src/ui/reducer.ts';
import { initialState, type ListName, screenOf, shownRows, type UiState } from '../../src/ui/state.ts';
import { screenText } from '../../src/ui/texts.ts';
import { claim, ending, finding, manyFindings, opening, reading } from './scenario.ts';

const start = initialState({ columns: 120, rows: 40, ascii: false, now: 0 });
const tell = (state: UiState, events: readonly RunEvent[], now = 1_000): UiState =>
  reduce(state, { type: 'tick', now, events });
const press = (state: UiState, ...keys: readonly string[]): UiState => reduce(state, { type: 'keys', keys });
const type = (state: UiState, text: string): UiState => press(state, ...Array.from(text));

const scanning = tell(start, [...opening, ...reading]);
const finished = tell(scanning, ending);
const chosen = (state: UiState, list: ListName): string | undefined =>
  shownRows[list](state)[windowIn(state, list).index]?.id;

describe('walking', () => {
  test.each([
    ['down', ['down'], 'acme-02'],
    ['j twice', ['j', 'j'], 'acme-03'],
    ['up stops at the top', ['up'], 'acme-01'],
    ['G', ['G'], 'acme-09'],
    ['G and g', ['G', 'g'], 'acme-01'],
    ['a burst of keys in one event', ['j', 'j', 'j', 'j', 'k'], 'acme-04'],
    ['page down stops at the end', ['pagedown'], 'acme-09'],
    ['next problem', ['n'], 'acme-02'],
    ['next problem thrice', ['n', 'n', 'n'], 'acme-04'],
    ['problem before', ['G', 'N'], 'acme-04'],
  ])('%s', (_name, keys, id) => {
    expect(chosen(press(finished, ...keys), 'claims')).toBe(id);
  });

  test('300 keys held down are all counted', () => {
    const many = tell(finished, [manyFindings(1_000)]);
    const inside = press(many, 'G', 'enter');
    const moved = Array.from({ length: 300 }).reduce((state: UiState) => press(state, 'j'), inside);
    expect(windowIn(moved, 'findings').index).toBe(300);
  });

  test('no further problem is said, and nothing moves', () => {
    const state = press(finished, 'G', 'n');
    expect([chosen(state, 'claims'), state.notice]).toEqual(['acme-09', 'no problem further down']);
  });
});

describe('from a claim to its proof', () => {
  test('three keys lead from the sentence to the finding, and back', () => {
    const inClaim = press(finished, 'enter');
    expect(screenOf(inClaim)).toEqual({ name: 'claim', id: 'acme-01', pane: 'findings' });
    const inFinding = press(inClaim, 'enter');
    expect(screenOf(inFinding)).toMatchObject({ name: 'finding', claim: 'acme-01' });
    expect(press(inFinding, 'escape', 'left').screens).toHaveLength(1);
  });

  test('out never leaves the program', () => {
    expect(press(finished, 'escape', 'escape').request).toBeNull();
  });

  test('failures come first, the waived one after them', () => {
    const statuses = shownRows
      .findings(press(finished, 'enter'))
      .map(({ finding: { status, waiver } }) => `${status}${waiver ?? ''}`);
    expect(statuses).toEqual(['fail', 'failW-014', 'pass', 'pass', 'pass', 'pass']);
  });

  test('next problem inside a finding opens the next one', () => {
    const many = press(tell(finished, [manyFindings(30)]), 'G', 'enter', 'enter');
    expect(screenOf(press(many, 'n'))).toMatchObject({ fingerprint: 'v1:many:arn:aws:s3:::bucket-00010:' });
  });

  test('the text tells proof, fix, evidence and fingerprint', () => {
    const text = (screenText(press(finished, 'j', 'j', 'enter', 'enter')) ?? [])
      .map((line) => line.map((part) => part.text).join(''))
      .join('\n');
    for (const part of ['sg-0d9e8f7a', 'Remove the rule', 'DescribeNetworkAcls', 'v1:acme-03'])
      expect(text).toContain(part);
  });
});

describe('rows that arrive', () => {
  test('the chosen claim stays chosen when the order changes under it', () => {
    const byStatus = press(scanning, 'j', 'j', 's');
    expect(chosen(byStatus, 'claims')).toBe('acme-03');
    expect(chosen(tell(byStatus, ending), 'claims')).toBe('acme-03');
  });

  test('the chosen finding stays chosen, and on its line, when others come above it', () => {
    const some = manyFindings(200);
    const inside = press(tell(scanning, [some]), 'G', 'enter', 'pagedown', 'pagedown', 'k');
    const line = (state: UiState): number => windowIn(state, 'findings').index - windowIn(state, 'findings').top;
    const id = chosen(inside, 'findings');
    const more: RunEvent = {
      type: 'claim',
      claim: claim('many', 'storage.private', 'No bucket is public.', 'contradicted'),
      findings: [
        ...Array.from({ length: 40 }, (_, index) =>
          finding('many', 'fail', {
            subject: { type: 's3-bucket', id: `arn:aws:s3:::aaa-${index}`, account: null, region: null },
          }),
        ),
        ...(some.type === 'claim' ? some.findings : []),
      ],
    };
    const after = tell(inside, [more]);
    expect(chosen(after, 'findings')).toBe(id);
    expect(line(after)).toBe(line(inside));
  });
});

describe('filter', () => {
  const typing = type(press(finished, '/'), 'q');
  test('letters that are keys elsewhere go into the filter', () => {
    expect([typing.filters.claims, typing.request, typing.asking]).toEqual(['q', null, false]);
  });
  test.each([
    ['one event with slash and text', ['/', 'r', 'd', 's', 'enter'], 'rds', false],
    ['a paste with a line end', ['/', ...'is:contradicted', 'enter'], 'is:contradicted', false],
    ['backspace', ['/', 'a', 'b', 'backspace'], 'a', true],
    ['backspace on nothing ends typing', ['/', 'backspace'], '', false],
    ['ctrl-u', ['/', 'a', 'b', 'ctrl-u'], '', true],
    ['ctrl-w', ['/', ...'one two', 'ctrl-w'], 'one ', true],
    ['escape drops it', ['/', 'a', 'escape'], '', false],
    ['escape brings the old one back', ['/', 'a', 'enter', '/', 'b', 'escape'], 'a', false],
    ['control characters are no text', ['/', 'ctrl-x', 'tab'], '', true],
  ])('%s', (_name, keys, filter, stillTyping) => {
    const state = press(finished, ...keys);
    expect([state.filters.claims, state.typing !== null]).toEqual([filter, stillTyping]);
  });
  test('only matching rows are shown, and escape shows all again', () => {
    const filtered = press(finished, '/', ...'is:contradicted', 'enter');
    expect(shownRows.claims(filtered).map((row) => row.id)).toEqual(['acme-01', 'acme-02', 'acme-03']);
    expect(shownRows.claims(press(filtered, 'escape'))).toHaveLength(9);
  });
  test('an endless paste is cut', () => {
    expect(type(press(finished, '/'), 'x'.repeat(5_000)).filters.claims).toHaveLength(200);
  });
  test('problems only', () => {
    expect(shownRows.claims(press(finished, 'f')).map((row) => row.id)).toEqual([
      'acme-01',
      'acme-02',
      'acme-03',
      'acme-04',
      'acme-09',
    ]);
    expect(shownRows.claims(press(finished, 'f', 'f'))).toHaveLength(9);
  });
  test('the filter of one claim does not hide the findings of the next', () => {
    const state = press(finished, 'enter', '/', 'z', 'enter', 'escape', 'escape', 'j', 'enter');
    expect(shownRows.findings(state)).toHaveLength(1);
  });
});

describe('leaving', () => {
  test.each([
    ['q asks while the scan runs', scanning, ['q'], null, true],
    ['y stops it', scanning, ['q', 'y'], 'interrupt', false],
    ['any other key goes on', scanning, ['q', 'x'], null, false],
    ['q after the scan quits', finished, ['q'], 'quit', false],
    ['ctrl-c stops the scan', scanning, ['ctrl-c'], 'interrupt', false],
    ['ctrl-c twice leaves at once', scanning, ['ctrl-c', 'ctrl-c'], 'force', false],
    ['ctrl-c after the scan quits', finished, ['ctrl-c'], 'quit', false],
    ['ctrl-c works while typing', scanning, ['/', 'a', 'ctrl-c'], 'interrupt', false],
    ['ctrl-c works in the question', scanning, ['q', 'ctrl-c'], 'interrupt', false],
  ])('%s', (_name, state, keys, request, asking) => {
    const after = press(state, ...keys);
    expect([after.request, after.asking]).toEqual([request, asking]);
  });
  test('on a tiny terminal nothing but leaving works', () => {
    const tiny = reduce(finished, { type: 'resize', columns: 50, rows: 10 });
    expect(press(tiny, 'enter').screens).toHaveLength(1);
    expect(press(tiny, 'q').request).toBe('quit');
  });
});

describe('copying', () => {
  test.each([
    ['a claim with its sentence', ['j', 'j'], 'acme-03: Our databases sit behind a firewall.'],
    ['the ARN of a finding', ['j', 'enter'], 'arn:aws:rds:eu-west-1:111122223333:db/orders-production'],
    ['the missing action of a gap', ['tab'], 'shield:DescribeSubscription'],
    ['the id of an account', ['shift-tab'], '111122223333'],
    ['unsafe text escaped', ['enter'], 'arn:aws:s3:::acme-exports-\\u{202e}gnp.exe\\u{1b}[2J'],
  ])('%s', (_name, keys, text) => {
    expect(press(finished, ...keys, 'c').copy?.text).toBe(text);
  });
  test('the same text twice is two copies', () => {
    expect(press(finished, 'c', 'c').copy?.turn).toBe(2);
  });
});

describe('keys', () => {
  test('no key is bound twice', () => {
    const keys = bindings.flatMap((binding) => binding.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  const screens: readonly (readonly [string, UiState])[] = [
    ['home while scanning', scanning],
    ['home', finished],
    ['accounts', press(finished, 'shift-tab')],
    ['gaps', press(finished, 'tab')],
    ['an account', press(finished, 'shift-tab', 'enter')],
    ['a claim', press(finished, 'enter')],
    ['all of a claim', press(finished, 'enter', 'tab')],
    ['a finding', press(finished, 'enter', 'enter')],
    ['a gap', press(finished, 'tab', 'enter')],
    ['the log', press(finished, 'L')],
    ['the help', press(finished, '?')],
    ['an empty list', press(finished, '/', 'z', 'z', 'z', 'enter')],
  ];
  test.each(screens)('%s: every key in the footer does something, and every other key says why not', (_name, state) => {
    const shown = new Set(footerBindings(state).map((binding) => binding.command));
    for (const binding of bindings.filter(({ word }) => word !== null)) {
      const after = press(state, binding.keys[0] ?? '');
      if (shown.has(binding.command)) expect(after, binding.command).not.toEqual(state);
      else expect(after, binding.command).toEqual({ ...state, notice: binding.idle(state) });
    }
  });

  test('the help lists every key', () => {
    const text = (screenText(press(finished, '?')) ?? [])
      .map((line) => line.map((part) => part.text).join(''))
      .join('\n');
    for (const binding of bindings) expect(text).toContain(binding.does);
  });
});
