import type { Key } from 'ink';

const named: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u001b': 'escape',
  '\u007f': 'backspace',
  '\b': 'backspace',
};

const nameOf = (character: string): string => {
  const name = named[character];
  if (name !== undefined) return name;
  const code = character.codePointAt(0) ?? 0;
  return code >= 1 && code <= 26 ? `ctrl-${String.fromCharCode(code + 96)}` : character;
};

const special = (key: Key): string | null => {
  if (key.upArrow) return 'up';
  if (key.downArrow) return 'down';
  if (key.leftArrow) return 'left';
  if (key.rightArrow) return 'right';
  if (key.pageUp) return 'pageup';
  if (key.pageDown) return 'pagedown';
  if (key.home) return 'home';
  if (key.end) return 'end';
  if (key.return) return 'enter';
  if (key.tab) return key.shift ? 'shift-tab' : 'tab';
  // 0x7f, what most terminals send for backspace, is `delete` to Ink.
  return key.backspace || key.delete ? 'backspace' : null;
};

/**
 * Names of the keys in one input event. Keys typed fast, and pasted text, arrive as one event, so there may be many:
 * characters stand for themselves, others are `enter`, `escape`, `tab`, `shift-tab`, `backspace`, `up`, `ctrl-c` and so on.
 */
export const readKeys = (input: string, key: Key): readonly string[] => {
  const name = special(key);
  if (name !== null) return [name];
  if (key.ctrl && input.length === 1) return [`ctrl-${input}`];
  const characters = Array.from(input, nameOf);
  // Escape and a character typed at once look like Alt and that character.
  if (key.escape || (key.meta && characters.length > 0)) return ['escape', ...characters];
  return characters;
};
