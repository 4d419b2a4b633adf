import fc from 'fast-check';
import { expect, test } from 'vitest';
import html from '../../reports/html.ts';
import { drawWaysIn } from '../../reports/parts/ways-in-drawing.ts';
import type { Hop } from '../../src/domain/finding.ts';
import { finding, resultOf, subjectOf } from '../fixtures-result.ts';
import { hostile } from '../fixtures-sample.ts';
import { parseXml } from './xml.ts';

const hop = (component: string, id: string, rule: string | null = null): Hop => ({ component, id, rule, code: null });
const open = (...hops: readonly Hop[]) =>
  finding({
    claim: 'isolation',
    check: 'interfaces-isolated',
    status: 'fail',
    subject: subjectOf(hops.at(-1)?.id ?? ''),
    proof: { type: 'path', text: 'a way', hops },
  });

const way = (n: number, rule = 'sgr-1 tcp/22 0.0.0.0/0') =>
  open(
    hop('internet', `203.0.113.${n}`),
    hop('internet-gateway', 'igw-1'),
    hop('route-table', 'rtb-1', '0.0.0.0/0'),
    hop('subnet', 'subnet-1'),
    hop('network-acl', 'acl-1', '#100'),
    hop('network-interface', `eni-${n}`, `i-${n}`),
    hop('security-group', 'sg-1', rule),
  );

const drawn = (...findings: readonly ReturnType<typeof open>[]): string => drawWaysIn(findings)?.html ?? '';
const texts = (svg: string): readonly string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text ?? '');

test('things that paths share are drawn once, with what lets packets through', () => {
  const svg = drawn(way(1), way(2), way(2, 'sgr-2 tcp/443 8.0.0.0/8'));
  expect(texts(svg)).toEqual([
    ...['from anywhere on', 'the internet'],
    ...['internet gateway', 'igw-1'],
    ...['subnet', 'subnet-1', 'rtb-1 0.0.0.0/0', 'acl-1 #100'],
    ...['network interface', 'eni-1', 'i-1', 'tcp/22 0.0.0.0/0 sg-1'],
    ...['network interface', 'eni-2', 'i-2', 'tcp/22 0.0.0.0/0 sg-1', 'tcp/443 8.0.0.0/8 sg-1'],
  ]);
  expect(svg.match(/class="way"/g)).toHaveLength(4);
  expect(svg).toContain('3 proved ways from the internet to 2 things');
});

test('no way, no picture', () => {
  expect(drawWaysIn([])).toBeNull();
  expect(html.render(resultOf({ claims: [], findings: [way(1)] }))).toContain('<figure class="ways">');
  expect(html.render(resultOf({ claims: [] }))).not.toContain('<figure class="ways">');
});

test('many ways and many rules are cut, and counted', () => {
  const rules = Array.from({ length: 9 }, (_, n) => way(1, `sgr-${n} tcp/${n + 1} 0.0.0.0/0`));
  expect(texts(drawn(...rules)).at(-1)).toBe('and 7 more');
  const svg = drawn(...Array.from({ length: 300 }, (_, n) => way(n)));
  expect(svg.match(/<rect/g)?.length).toBeLessThanOrEqual(60);
  expect(svg).toMatch(/300 proved ways from the internet to 300 things; \d+ more ways not drawn/);
});

test('whatever the names are, the drawing is well-formed, without script or anything from elsewhere', () => {
  const name = fc.oneof(fc.constantFrom(...hostile), fc.string());
  fc.assert(
    fc.property(fc.array(fc.tuple(name, name, name), { minLength: 1, maxLength: 4 }), (parts) => {
      const svg = drawn(...parts.map((ids) => open(hop('internet', 'x'), ...ids.map((id) => hop(id, id, id)))));
      const xml = svg.replaceAll('&#39;', '&apos;').replaceAll('aria-labelledby', 'label');
      expect(parseXml(xml).name).toBe('figure');
      expect(svg).not.toMatch(/<(script|image|use|foreignObject|a)\b|href=|url\(/i);
      for (const [, x] of svg.matchAll(/\b(?:x|y|width|height)="([^"]*)"/g))
        expect(Number.isFinite(Number(x))).toBe(true);
    }),
    { numRuns: 60 },
  );
});
