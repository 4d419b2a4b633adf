/** How words are marked on a terminal; the identity on each gives plain text. */
export type PageStyle = Readonly<Record<'strong' | 'good' | 'fair' | 'bad' | 'dim', (text: string) => string>> & {
  /** No characters beyond ASCII. */
  readonly ascii: boolean;
};

export const PLAIN: PageStyle = {
  strong: (text) => text,
  good: (text) => text,
  fair: (text) => text,
  bad: (text) => text,
  dim: (text) => text,
  ascii: false,
};
