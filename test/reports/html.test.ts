import { describe, expect, test } from 'vitest';
import html from '../../reports/html.ts';
import type { RunResult } from '../../src/domain/result.ts';
import { hostile, hostileResult, sample } from '../fixtures-sample.ts';

const page = html.render(sample);

/** The tags of a page without attribute values; style and data are left out. */
const tags = (text: string): readonly string[] => {
  const body = text
    .replace(/<style>[^<]*<\/style>/, '')
    .replace(/<script type="application\/json" id="claimcheck-result">[^<]*<\/script>/, '');
  return [...body.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replaceAll(/="[^"]*"/g, ''));
};

const data = (text: string): unknown =>
  JSON.parse(/<script type="application\/json" id="claimcheck-result">([^<]*)<\/script>/.exec(text)?.[1] ?? 'null');

test('contradicted claims come first, with proof and fix', () => {
  const order = [...page.matchAll(/<article class="(\w+)/g)].map(([, status]) => status);
  expect(order).toEqual([
    'contradicted',
    'contradicted',
    'unverified',
    'unverified',
    'unverified',
    'supported',
    'attested',
    'notApplicable',
  ]);
  const [first = ''] = page.split('<article class="contradicted"').slice(1);
  expect(first).toContain('Our servers are isolated from the internet.');
  expect(first).toContain('ingress tcp/22 from 0.0.0.0/0');
  expect(first).toContain('<b>Fix</b> Remove the rule that allows 0.0.0.0/0.');
});

test('a failure is open, a pass is folded', () => {
  const open = page.replaceAll(/<details>.*?<\/details>/gs, '');
  expect(open).toContain('tcp/22 can be reached from the internet');
  expect(open).not.toContain('✓ holds');
  expect(page).toContain('✓ holds');
});

test('a timeline marks the longest gap and says it in words', () => {
  expect(page).toContain('<line class="gap" x1="10" y1="15" x2="990" y2="15"/>');
  expect(page).toContain('2 points in time, longest gap 1d 3m, from 2026-11-21T02:57:00Z to 2026-11-22T03:00:00Z');
});

describe('asks for nothing', () => {
  test('the policy forbids every source', () => {
    expect(page).toContain(
      `content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"`,
    );
  });

  test('there is no script, no handler and no address to fetch', () => {
    expect(page.match(/<script/g)).toEqual(['<script']);
    expect(page).not.toMatch(/\s(?:on\w+|src|srcset|style|action|poster|background)=/);
    expect(page).not.toMatch(/<(?:link|img|iframe|object|embed|base|form)\b/);
    expect(page).not.toMatch(/url\(|@import/);
    expect([...page.matchAll(/href="([^"]*)"/g)].map(([, address]) => address)).toEqual([
      'https://acme.example/security',
    ]);
  });
});

test('every tag that is opened is closed', () => {
  const empty = new Set(['meta', 'input', 'line', '!doctype']);
  const open: string[] = [];
  for (const tag of tags(page)) {
    const name = /^<\/?([a-z0-9!]+)/i.exec(tag)?.[1] ?? '';
    if (empty.has(name)) continue;
    if (tag.startsWith('</')) expect(open.pop()).toBe(name);
    else open.push(name);
  }
  expect(open).toEqual([]);
});

test('it can be printed and needs no colour', () => {
  expect(page).toContain('@media print');
  for (const mark of ['✗ contradicted', '? unverified', '✓ supported', '✎ attested', '– not applicable']) {
    expect(page).toContain(mark);
  }
});

describe('the data', () => {
  test.each<readonly [string, RunResult]>([
    ['the sample', sample],
    ...hostile.map((text) => [`hostile text ${JSON.stringify(text)}`, hostileResult(text)] as const),
  ])('is whole: %s', (_, result) => {
    expect(data(html.render(result))).toEqual(result);
  });
});

describe('hostile text', () => {
  const harmless = tags(html.render(hostileResult('x')));

  test.each(hostile)('%j makes no tag and no attribute', (text) => {
    expect(tags(html.render(hostileResult(text)))).toEqual(harmless);
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', ' https://a', 'https://a b', 'https://a"onclick="x'])(
    '%j is no link',
    (url) => {
      const hrefs = [...html.render({ ...sample, page: { ...sample.page, url } }).matchAll(/href="([^"]*)"/g)];
      expect(
        hrefs.map(([, address]) => address).filter((address) => !address?.startsWith('https://a&quot;onclick=&quot;x')),
      ).toEqual([]);
    },
  );

  test('no character acts', () => {
    const pages = hostile.map((text) => html.render(hostileResult(text)).replaceAll('\n', ''));
    expect(pages.filter((text) => /[\p{Cc}\p{Cf}\p{Cs}]/u.test(text))).toEqual([]);
  });
});
