/** What JSON allows raw and a terminal or an editor acts upon. */
const acting = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\ufffe\uffff]/gu;

const escaped = (character: string): string =>
  Array.from({ length: character.length }, (_, index) => {
    const unit = character.charCodeAt(index).toString(16).padStart(4, '0');
    return `\\u${unit}`;
  }).join('');

const compareKeys = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;

const withSortedKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(compareKeys))
    : value;

/**
 * JSON text with sorted keys: equal values give equal bytes. Characters that a terminal acts on are written as escapes,
 * so the text can be printed, and parses to the same value.
 */
export const stableJson = (value: unknown, indent = 0): string =>
  JSON.stringify(value, withSortedKeys, indent).replace(acting, escaped);
