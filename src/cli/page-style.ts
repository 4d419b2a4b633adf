import { styleText } from 'node:util';
import { type PageStyle, PLAIN } from '../derive/page-style.ts';
import type { ScreenOptions } from './options.ts';
import { wantsColor } from './terminal.ts';

const colors: PageStyle = {
  strong: (text) => styleText('bold', text, { validateStream: false }),
  good: (text) => styleText('cyan', text, { validateStream: false }),
  fair: (text) => styleText('yellow', text, { validateStream: false }),
  bad: (text) => styleText('red', text, { validateStream: false }),
  dim: (text) => styleText('dim', text, { validateStream: false }),
  ascii: false,
};

/** How a page on stdout is painted: in colours where a person sees them and has not said otherwise. */
export const pageStyle = (options: ScreenOptions): PageStyle => ({
  ...(wantsColor(options, process.env, process.stdout.isTTY === true) ? colors : PLAIN),
  ascii: options.ascii ?? false,
});
