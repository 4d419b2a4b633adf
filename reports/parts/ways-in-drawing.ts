import type { Finding, Hop } from '../../src/domain/finding.ts';
import { counted, shorten } from '../../src/domain/text.ts';
import type { Html } from './html.ts';
import { markup } from './html.ts';
import { provedWays, shortId } from './ways-in.ts';

const MOST_BOXES = 60;
const MOST_LINES = 4;
const LETTERS = { name: 27, line: 30 };
const BOX = { width: 198, head: 36, line: 15, gap: 16 };
const COLUMN = BOX.width + 40;

/** One thing that packets pass, with what lets them through there: routes, ACL entries, rules. */
interface Box {
  readonly key: string;
  readonly kind: string;
  readonly id: string;
  readonly lines: ReadonlySet<string>;
  readonly column: number;
}

interface Placed extends Box {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** Routes and ACLs belong to the subnet after them, target groups to the target; rules of a group to the thing before them. */
const AHEAD: ReadonlySet<string> = new Set(['route-table', 'target-group']);
const BEHIND: ReadonlySet<string> = new Set(['network-acl', 'security-group']);

/** Of a rule what it opens to whom comes first, as the ends of long lines are cut. */
const lineOf = ({ component, id, rule }: Hop): string => {
  if (rule === null) return shortId(id);
  const opened = component === 'security-group' ? /^sgr-\S+ (.+)$/.exec(rule)?.[1] : undefined;
  return opened === undefined ? `${shortId(id)} ${rule}` : `${opened} ${id}`;
};

interface Stage {
  readonly hop: Hop;
  readonly lines: readonly string[];
}

/** A path as the things it passes. The addresses of clients differ from path to path, and are all the internet. */
const stagesOf = (hops: readonly Hop[]): readonly Stage[] => {
  const stages: { hop: Hop; lines: string[] }[] = [];
  let waiting: string[] = [];
  for (const hop of hops) {
    const last = stages.at(-1);
    if (AHEAD.has(hop.component)) waiting.push(lineOf(hop));
    else if (BEHIND.has(hop.component) && last !== undefined) last.lines.push(lineOf(hop));
    else {
      const own = hop.rule === null || hop.component === 'internet' ? [] : [hop.rule];
      stages.push({ hop, lines: [...waiting, ...own] });
      waiting = [];
    }
  }
  return stages;
};

const keyOf = ({ component, id }: Hop): string => (component === 'internet' ? component : `${component} ${id}`);

interface Graph {
  readonly boxes: ReadonlyMap<string, Box>;
  readonly arrows: ReadonlyMap<string, readonly [from: string, to: string]>;
  /** Paths of which a part is not in the picture. */
  readonly left: number;
}

const graphOf = (paths: readonly (readonly Hop[])[]): Graph => {
  const boxes = new Map<string, Box>();
  const arrows = new Map<string, readonly [string, string]>();
  let left = 0;
  for (const stages of paths.map(stagesOf)) {
    const fresh = stages.filter(({ hop }) => !boxes.has(keyOf(hop)));
    if (boxes.size + fresh.length > MOST_BOXES) {
      left += 1;
      continue;
    }
    for (const [column, { hop, lines }] of stages.entries()) {
      const key = keyOf(hop);
      const known = boxes.get(key);
      boxes.set(key, {
        key,
        kind: hop.component === 'internet' ? 'from anywhere on' : hop.component.replaceAll('-', ' '),
        id: hop.component === 'internet' ? 'the internet' : shortId(hop.id),
        lines: new Set([...(known?.lines ?? []), ...lines]),
        column: Math.max(known?.column ?? 0, column),
      });
      const before = stages[column - 1];
      if (before !== undefined) arrows.set(`${keyOf(before.hop)} > ${key}`, [keyOf(before.hop), key]);
    }
  }
  return { boxes, arrows, left };
};

/** What a box shows: the first lines, and how many more there are. */
const shown = ({ lines }: Box): readonly string[] => {
  const all = [...lines];
  return all.length <= MOST_LINES ? all : [...all.slice(0, MOST_LINES - 1), `and ${all.length - MOST_LINES + 1} more`];
};

const heightOf = (box: Box): number => BOX.head + shown(box).length * BOX.line;

/** Columns from left to right as packets travel; each column is centred on the tallest. */
const place = (boxes: readonly Box[]): readonly Placed[] => {
  const columns = [...new Set(boxes.map(({ column }) => column))].toSorted((a, b) => a - b);
  const stacks = columns.map((column) => boxes.filter((box) => box.column === column));
  const heights = stacks.map((stack) => stack.reduce((sum, box) => sum + heightOf(box) + BOX.gap, -BOX.gap));
  const tallest = Math.max(0, ...heights);
  return stacks.flatMap((stack, i) => {
    let y = (tallest - (heights[i] ?? 0)) / 2 + 1;
    return stack.map((box) => {
      const placed = { ...box, x: i * COLUMN + 1, y, height: heightOf(box) };
      y += placed.height + BOX.gap;
      return placed;
    });
  });
};

const drawBox = (box: Placed): Html => {
  const text = (line: string, y: number, style: string): Html =>
    markup`<text x="${box.x + 10}" y="${box.y + y}" class="${style}">${shorten(line, style === 'name' ? LETTERS.name : LETTERS.line)}</text>`;
  return markup`<g class="box${box.key === 'internet' ? ' outside' : ''}"><title>${`${box.kind} ${box.id} ${[...box.lines].join('; ')}`.trim()}</title>
<rect x="${box.x}" y="${box.y}" width="${BOX.width}" height="${box.height}" rx="6"/>
${text(box.kind, 14, 'kind')}${text(box.id, 29, 'name')}${shown(box).map((line, i) => text(line, BOX.head + 9 + i * BOX.line, 'by'))}</g>
`;
};

const drawArrow = (from: Placed, to: Placed): Html => {
  const [x1, y1] = [from.x + BOX.width, from.y + from.height / 2];
  const [x2, y2] = [to.x - 7, to.y + to.height / 2];
  const bend = (x1 + x2) / 2;
  const head = `M${x2} ${y2 - 4} l7 4 l-7 4 z`;
  return markup`<path class="way" d="${`M${x1} ${y1} C${bend} ${y1} ${bend} ${y2} ${x2} ${y2}`}"/><path class="head" d="${head}"/>
`;
};

/**
 * The ways of the internet in that findings prove, as one inline drawing: no script, nothing from elsewhere, colours of the page. null where there
 * is none. Paths beyond 60 things are counted below it.
 */
export const drawWaysIn = (findings: readonly Finding[]): Html | null => {
  const paths = [...new Map(provedWays(findings).map((hops) => [JSON.stringify(hops), hops])).values()];
  const { boxes, arrows, left } = graphOf(paths);
  if (boxes.size === 0) return null;
  const placed = place([...boxes.values()]);
  const at = new Map(placed.map((box) => [box.key, box]));
  const width = Math.max(...placed.map(({ x }) => x)) + BOX.width + 1;
  const height = Math.ceil(Math.max(...placed.map((box) => box.y + box.height)) + 1);
  const lines = [...arrows.values()].flatMap(([from, to]) => {
    const [a, b] = [at.get(from), at.get(to)];
    return a === undefined || b === undefined ? [] : [drawArrow(a, b)];
  });
  const things = new Set(paths.flatMap((hops) => hops.findLast(({ component }) => !BEHIND.has(component))?.id ?? []));
  const told = `${counted(paths.length, 'proved way')} from the internet to ${counted(things.size, 'thing')}`;
  return markup`<figure class="ways">
<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="ways-title ways-desc">
<title id="ways-title">Ways in from the internet</title>
<desc id="ways-desc">${told}. From left to right: gateways, subnets with route and network ACL, and what is reached with the rules that admit it.</desc>
${lines}${placed.map(drawBox)}</svg>
<figcaption class="soft">${told}${left === 0 ? '' : `; ${counted(left, 'more way')} not drawn`}.</figcaption>
</figure>`;
};
