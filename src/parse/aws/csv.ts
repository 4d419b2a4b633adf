/** Splits one line of CSV (RFC 4180, section 2) into cells. Line breaks inside quotes are not supported: AWS writes none. */
export const parseCsvLine = (line: string): readonly string[] => {
  const cells: string[] = [];
  let at = 0;
  while (at <= line.length) {
    const { cell, end } = line[at] === '"' ? quoted(line, at) : plain(line, at);
    cells.push(cell);
    at = end + 1;
  }
  return cells;
};

const plain = (line: string, start: number): { readonly cell: string; readonly end: number } => {
  const comma = line.indexOf(',', start);
  const end = comma === -1 ? line.length : comma;
  return { cell: line.slice(start, end), end };
};

const quoted = (line: string, start: number): { readonly cell: string; readonly end: number } => {
  const match = /"((?:[^"]|"")*)"?/y;
  match.lastIndex = start;
  const cell = match.exec(line)?.[1] ?? '';
  const comma = line.indexOf(',', match.lastIndex);
  return { cell: cell.replaceAll('""', '"'), end: comma === -1 ? line.length : comma };
};
