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

interface Placed extends Slot {
  readonly x: number;
  readonly y: number;
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

/** A box, or a lane that keeps the room of an arrow which passes a column. */
interface Slot {
  readonly key: string;
  readonly column: number;
  readonly height: number;
  readonly box: Box | null;
}

const LANE = 8;

/** Every arrow as the slots it passes, from its start to its end, with a lane in each column between. */
const routesOf = (boxes: ReadonlyMap<string, Box>, arrows: Graph['arrows']): readonly (readonly Slot[])[] => {
  const slots = new Map([...boxes].map(([key, box]) => [key, { key, column: box.column, height: heightOf(box), box }]));
  return [...arrows.values()].flatMap(([from, to]) => {
    const [a, b] = [slots.get(from), slots.get(to)];
    if (a === undefined || b === undefined) return [];
    const lanes = Array.from({ length: Math.max(0, b.column - a.column - 1) }, (_, i) => ({
      key: `${from} > ${to} ${i}`,
      column: a.column + i + 1,
      height: LANE,
      box: null,
    }));
    return [[a, ...lanes, b]];
  });
};

/** Columns from left to right as packets travel, each ordered like the things before it and centred on the tallest. */
const place = (routes: readonly (readonly Slot[])[]): ReadonlyMap<string, Placed> => {
  const slots = [...new Map(routes.flat().map((slot) => [slot.key, slot])).values()];
  const columns = [...new Set(slots.map(({ column }) => column))].toSorted((a, b) => a - b);
  const total = (stack: readonly Slot[]): number => stack.reduce((sum, { height }) => sum + height + BOX.gap, -BOX.gap);
  const tallest = Math.max(0, ...columns.map((column) => total(slots.filter((slot) => slot.column === column))));
  const placed = new Map<string, Placed>();
  for (const [i, column] of columns.entries()) {
    const weight = ({ key }: Slot): number => {
      const before = routes.flatMap((route) => {
        const at = route.findIndex((slot) => slot.key === key);
        const last = placed.get(route[at - 1]?.key ?? '');
        return last === undefined ? [] : [last.y + last.height / 2];
      });
      return before.reduce((sum, y) => sum + y, 0) / Math.max(1, before.length);
    };
    const stack = slots
      .filter((slot) => slot.column === column)
      .map((slot) => ({ slot, weight: weight(slot) }))
      .toSorted((a, b) => a.weight - b.weight)
      .map(({ slot }) => slot);
    let y = (tallest - total(stack)) / 2 + 1;
    for (const slot of stack) {
      placed.set(slot.key, { ...slot, x: i * COLUMN + 1, y });
      y += slot.height + BOX.gap;
    }
  }
  return placed;
};

const drawBox = ({ box, x, y, height }: Placed): readonly Html[] => {
  if (box === null) return [];
  const text = (line: string, down: number, style: string): Html =>
    markup`<text x="${x + 10}" y="${y + down}" class="${style}">${shorten(line, style === 'name' ? LETTERS.name : LETTERS.line)}</text>`;
  return [
    markup`<g class="box${box.key === 'internet' ? ' outside' : ''}"><title>${`${box.kind} ${box.id} ${[...box.lines].join('; ')}`.trim()}</title>
<rect x="${x}" y="${y}" width="${BOX.width}" height="${height}" rx="6"/>
${text(box.kind, 14, 'kind')}${text(box.id, 29, 'name')}${shown(box).map((line, i) => text(line, BOX.head + 9 + i * BOX.line, 'by'))}</g>
`,
  ];
};

/** One line through the middles of its slots, straight along a lane, bent between columns. */
const drawArrow = (route: readonly Placed[]): Html => {
  const middle = ({ y, height }: Placed): number => y + height / 2;
  const parts = route.slice(1).flatMap((to, i) => {
    const from = route[i];
    if (from === undefined) return [];
    const [x1, x2] = [from.x + BOX.width, to.box === null ? to.x : to.x - 7];
    const bend = (x1 + x2) / 2;
    const along = to.box === null ? [`H${to.x + BOX.width}`] : [];
    return [`C${bend} ${middle(from)} ${bend} ${middle(to)} ${x2} ${middle(to)}`, ...along];
  });
  const [first, last] = [route[0], route.at(-1)];
  if (first === undefined || last === undefined) return markup``;
  const start = `M${first.x + BOX.width} ${middle(first)}`;
  const head = `M${last.x - 7} ${middle(last) - 4} l7 4 l-7 4 z`;
  return markup`<path class="way" d="${[start, ...parts].join(' ')}"/><path class="head" d="${head}"/>
`;
};

/**
 * The ways of the internet in that findings prove, as one inline drawing: no script, nothing from elsewhere, colours of the page. null where there
 * is none. Paths beyond 60 things are counted below it.
 */
export const drawWaysIn = (findings: readonly Finding[]): Html | null => {
  const paths = [...new Map(provedWays(findings).map((hops) => [JSON.stringify(hops), hops])).values()];
  const { boxes, arrows, left } = graphOf(paths);
  if (arrows.size === 0) return null;
  const routes = routesOf(boxes, arrows);
  const at = place(routes);
  const placed = [...at.values()];
  const width = Math.max(...placed.map(({ x }) => x)) + BOX.width + 1;
  const height = Math.ceil(Math.max(...placed.map((slot) => slot.y + slot.height)) + 1);
  const lines = routes.map((route) => drawArrow(route.flatMap(({ key }) => at.get(key) ?? [])));
  const things = new Set(paths.flatMap((hops) => hops.findLast(({ component }) => !BEHIND.has(component))?.id ?? []));
  const told = `${counted(paths.length, 'proved way')} from the internet to ${counted(things.size, 'thing')}`;
  return markup`<figure class="ways">
<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="ways-title ways-desc">
<title id="ways-title">Ways in from the internet</title>
<desc id="ways-desc">${told}. From left to right: gateways, subnets with route and network ACL, and what is reached with the rules that admit it.</desc>
${lines}${placed.flatMap(drawBox)}</svg>
<figcaption class="soft">${told}${left === 0 ? '' : `; ${counted(left, 'more way')} not drawn`}.</figcaption>
</figure>`;
};
