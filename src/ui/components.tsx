import { Box, Text } from 'ink';
import type { ReactElement } from 'react';
import { footerLine, tinyLine } from './footer.ts';
import { headerLines } from './header.ts';
import { layoutOf } from './layout.ts';
import { blank, type Line, span, toAscii } from './line.ts';
import { nowLines } from './now.ts';
import { accountScreen, claimScreen, listLines, previewLines, textLines } from './panes.ts';
import { scrollOf } from './reducer.ts';
import { screenOf, type UiState } from './state.ts';
import { screenText } from './texts.ts';
import { colours } from './theme.ts';

interface LinesProps {
  readonly lines: readonly Line[];
  readonly ascii: boolean;
}

/** One text per line: the fewer cells Ink paints, the cheaper a frame. Lines come cut to width, so none ever wraps. */
const Lines = ({ lines, ascii }: LinesProps): ReactElement => (
  <>
    {lines.map((line, row) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a line of the screen is its place
      <Text key={row} wrap="truncate-end">
        {line.length === 0
          ? ' '
          : line.map((part, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a part of a line is its place
              <Text key={place} bold={part.bold} {...colours[part.tone].ink}>
                {ascii ? toAscii(part.text) : part.text}
              </Text>
            ))}
      </Text>
    ))}
  </>
);

interface StateProps {
  readonly state: UiState;
}

const filled = (lines: readonly Line[], height: number): readonly Line[] => [
  ...lines,
  ...Array.from({ length: Math.max(0, height - lines.length) }, () => blank),
];

interface ColumnProps extends LinesProps {
  readonly width: number;
}

const Column = ({ width, lines, ascii }: ColumnProps): ReactElement => (
  <Box flexDirection="column" width={width} flexShrink={0}>
    <Lines lines={lines} ascii={ascii} />
  </Box>
);

const Home = ({ state }: StateProps): ReactElement => {
  const { mode, body, now, leftWidth, rightWidth, accounts, gaps, claims, preview } = layoutOf(state);
  const { ascii } = state;
  const left = [
    ...filled(listLines(state, 'accounts', leftWidth, accounts), accounts),
    ...filled(listLines(state, 'gaps', leftWidth, gaps), gaps),
  ];
  const right = [
    ...filled(listLines(state, 'claims', rightWidth, claims), claims),
    ...filled(previewLines(state, rightWidth, preview), preview),
  ];
  const edge = Array.from({ length: body - now }, (_, row): Line => [span(row === 0 ? '┬' : '│', 'muted')]);
  return (
    <>
      {mode === 'wide' ? (
        <Box>
          <Column width={leftWidth} lines={left} ascii={ascii} />
          <Column width={1} lines={edge} ascii={ascii} />
          <Column width={rightWidth} lines={right} ascii={ascii} />
        </Box>
      ) : (
        <Lines lines={[...left, ...right]} ascii={ascii} />
      )}
      <Lines lines={filled(nowLines(state, state.columns, now), now)} ascii={ascii} />
    </>
  );
};

/** Lines of every screen but the first, which is made of several panes. */
const screenLines = (state: UiState): readonly Line[] => {
  const text = screenText(state);
  if (text !== null) return textLines(state, text, scrollOf(state));
  return screenOf(state).name === 'account' ? accountScreen(state) : claimScreen(state);
};

/** The whole picture of a state: exactly one line less than the terminal is high, and never wider. */
export const Frame = ({ state }: StateProps): ReactElement => {
  const { mode, height, body, width } = layoutOf(state);
  const { ascii } = state;
  if (mode === 'tiny') return <Lines lines={[tinyLine(state)]} ascii={ascii} />;
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Lines lines={headerLines(state)} ascii={ascii} />
      {screenOf(state).name === 'home' ? (
        <Home state={state} />
      ) : (
        <Lines lines={filled(screenLines(state), body)} ascii={ascii} />
      )}
      <Lines lines={[footerLine(state)]} ascii={ascii} />
    </Box>
  );
};
