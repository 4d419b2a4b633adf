import type { Key } from 'ink';
import { expect, test } from 'vitest';
import { readKeys } from '../../src/ui/input.ts';

const none: Key = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageDown: false,
  pageUp: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  ctrl: false,
  shift: false,
  tab: false,
  backspace: false,
  delete: false,
  meta: false,
  super: false,
  hyper: false,
  capsLock: false,
  numLock: false,
};

test.each([
  ['one letter', 'j', {}, ['j']],
  ['letters that came at once', 'jjk', {}, ['j', 'j', 'k']],
  ['a filter typed at once', '/rds\r', {}, ['/', 'r', 'd', 's', 'enter']],
  ['an arrow', '', { upArrow: true }, ['up']],
  ['return', '', { return: true }, ['enter']],
  ['line feed', '\n', {}, ['enter']],
  ['tab', '', { tab: true }, ['tab']],
  ['shift and tab', '', { tab: true, shift: true }, ['shift-tab']],
  ['0x7f, as most terminals send backspace', '', { delete: true }, ['backspace']],
  ['0x08', '', { backspace: true }, ['backspace']],
  ['escape', '', { escape: true, meta: true }, ['escape']],
  ['escape and a letter at once', 'j', { meta: true }, ['escape', 'j']],
  ['ctrl-c', 'c', { ctrl: true }, ['ctrl-c']],
  ['ctrl-c twice at once', '\u0003\u0003', {}, ['ctrl-c', 'ctrl-c']],
  ['a character beyond 16 bits', '🙂', {}, ['🙂']],
])('%s', (_name, input, key, keys) => {
  expect(readKeys(input, { ...none, ...key })).toEqual(keys);
});
