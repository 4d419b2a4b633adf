import { expect, test } from 'vitest';
import markdown from '../../reports/markdown.ts';
import { waysIn } from '../../reports/parts/ways-in.ts';
import type { Hop } from '../../src/domain/finding.ts';
import { finding, resultOf, subjectOf } from '../fixtures-result.ts';
import { hostile } from '../fixtures-sample.ts';

const hop = (component: string, id: string, rule: string | null = null): Hop => ({ component, id, rule, code: null });
const way = (...hops: readonly Hop[]) => ({ type: 'path' as const, text: 'a way', hops });
const open = (...hops: readonly Hop[]) =>
  finding({
    claim: 'isolation',
    check: 'interfaces-isolated',
    status: 'fail',
    subject: subjectOf(hops.at(-1)?.id ?? ''),
    proof: way(...hops),
  });

const internet = hop('internet', '203.0.113.9');
const gateway = hop('internet-gateway', 'igw-1');

test('ways that share a part are drawn once, groups beside what they let the packet into', () => {
  const graph = waysIn([
    open(
      internet,
      gateway,
      hop('network-interface', 'eni-1', 'i-1'),
      hop('security-group', 'sg-1', 'sgr-1 tcp/22 0.0.0.0/0'),
    ),
    open(hop('internet', '8.8.8.8'), gateway, hop('network-interface', 'eni-2', 'i-2')),
  ]);
  expect(graph).toEqual([
    '```mermaid',
    'graph LR',
    '  n0["internet"] --> n1["internet-gateway igw-1"]',
    '  n1 -->|"i-1"| n2["network-interface eni-1"]',
    '  n3["security-group sg-1"] -.->|"sgr-1 tcp/22 0.0.0.0/0"| n2',
    '  n1 -->|"i-2"| n4["network-interface eni-2"]',
    '```',
  ]);
});

test.each([
  ['findings that hold', { ...open(internet, gateway), status: 'pass' as const }],
  ['paths that do not start at the internet', open(hop('vpc', 'vpc-1'), hop('vpc', 'vpc-2'))],
  ['findings without a proof', { ...open(internet, gateway), proof: null }],
])('%s are not drawn', (_, one) => {
  expect(waysIn([one])).toEqual([]);
});

test('text from outside stays text', () => {
  const names = [...hostile, '"]; click n0 "javascript:alert(1)"', '```', '-->', '#quot;', '%%{init}%%'];
  for (const name of names) {
    const [, , line, ...rest] = waysIn([open(internet, hop('network-interface', name, name))]);
    expect(line).toMatch(/^ {2}n0\["internet"\] -->(\|"[A-Za-z0-9 ._:,/()-]*"\|) n1\["[A-Za-z0-9 ._:,/()-]*"\]$/);
    expect(rest).toEqual(['```']);
  }
});

test('many ways stay within bounds', () => {
  const many = Array.from({ length: 500 }, (_, i) => open(internet, hop('network-interface', `eni-${i}`)));
  expect(waysIn(many)).toHaveLength(43);
});

test('the graph is in the Markdown report, and only when there is a way in', () => {
  const report = (...findings: Parameters<typeof waysIn>[0]) =>
    markdown.render({ ...resultOf({ claims: [] }), findings });
  expect(report(open(internet, gateway))).toContain('```mermaid\ngraph LR\n  n0["internet"] -->');
  expect(report()).not.toContain('mermaid');
});
