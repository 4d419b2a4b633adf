import type { Finding, Hop } from '../../src/domain/finding.ts';
import { shorten } from '../../src/domain/text.ts';

const mostEdges = 40;

/** Text that Mermaid takes for nothing but text: its own marks, quotes and entities are left out. */
const label = (from: string): string =>
  shorten(from.replace(/[^A-Za-z0-9 ._:,/()-]/g, ' ').trim(), 60).replace('…', '...');

/** What a person recognises of an id: an ARN without its beginning. */
export const shortId = (id: string): string =>
  id.split(/:(?:loadbalancer|targetgroup)\/|:db:|:accelerator\//).at(-1) ?? id;

interface Edge {
  readonly from: Hop;
  readonly to: Hop;
  readonly rule: string | null;
  readonly guards: boolean;
}

/** What a packet passes is a chain; a security group stands beside the thing it lets the packet into. */
const edgesOf = (hops: readonly Hop[]): readonly Edge[] => {
  const edges: Edge[] = [];
  let last: Hop | null = null;
  for (const hop of hops) {
    const guards = hop.component === 'security-group';
    if (last !== null)
      edges.push(
        guards ? { from: hop, to: last, rule: hop.rule, guards } : { from: last, to: hop, rule: hop.rule, guards },
      );
    if (!guards) last = hop;
  }
  return edges;
};

const keyOf = ({ component, id }: Hop): string => (component === 'internet' ? component : `${component} ${id}`);

/** The paths from the internet that findings prove. */
export const provedWays = (findings: readonly Finding[]): readonly (readonly Hop[])[] =>
  findings.flatMap(({ status, proof }) =>
    status === 'fail' && proof?.type === 'path' && proof.hops[0]?.component === 'internet' ? [proof.hops] : [],
  );

/**
 * The ways of the internet in that findings prove, drawn as one Mermaid graph: lines of a fenced block that Git forges render. Empty where
 * there is none; at most 40 arrows.
 */
export const waysIn = (findings: readonly Finding[]): readonly string[] => {
  const paths = provedWays(findings);
  const nodes = new Map<string, string>();
  const node = (hop: Hop): string => {
    const key = keyOf(hop);
    const known = nodes.get(key);
    if (known !== undefined) return known;
    const name = `n${nodes.size}`;
    nodes.set(key, name);
    const text = hop.component === 'internet' ? hop.component : `${hop.component} ${shortId(hop.id)}`;
    return `${name}["${label(text)}"]`;
  };
  const edges = new Map(
    paths
      .flatMap(edgesOf)
      .map(
        (edge) => [`${keyOf(edge.from)} > ${keyOf(edge.to)} ${edge.guards ? (edge.rule ?? '') : ''}`, edge] as const,
      ),
  );
  const lines = [...edges.values()].slice(0, mostEdges).map(({ from, to, rule, guards }) => {
    const text = rule === null ? '' : `|"${label(rule)}"|`;
    return `  ${node(from)} ${guards ? '-.->' : '-->'}${text} ${node(to)}`;
  });
  return lines.length === 0 ? [] : ['```mermaid', 'graph LR', ...lines, '```'];
};
