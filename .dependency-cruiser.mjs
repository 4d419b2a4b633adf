/** Who may import whom. Each rule says in English what it keeps apart. */

const node =
  '^node:|^(assert|buffer|child_process|crypto|dns|fs|http|http2|https|module|net|os|path|perf_hooks|process|readline|stream|timers|tls|tty|url|util|worker_threads|zlib)(/|$)';

const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { pathNot: [from, ...allowed].join('|') },
});

export default {
  forbidden: [
    only(
      'domain-imports-nothing',
      '^src/domain/',
      [],
      'Types and pure words of the field; everybody leans on them, they lean on nobody.',
    ),
    only(
      'parse-is-pure',
      '^src/parse/',
      [
        '^src/domain/',
        'node_modules/(zod|ipaddr\\.js|tldts|tldts-core|@peculiar|asn1js|pvtsutils|pvutils|dns-packet)/',
        '^(node:)?(url|net|crypto)$',
      ],
      'Bytes or text into strict types; no I/O.',
    ),
    only(
      'derive-is-pure',
      '^src/derive/',
      ['^src/domain/', '^src/parse/', '^(node:)?crypto$'],
      'Facts that several checks share; no I/O, no clock.',
    ),
    only(
      'checks-see-facts-only',
      '^checks/(?!index\\.generated)',
      ['^src/domain/', '^src/derive/'],
      'A check judges typed facts: no packages, no Node, no raw text.',
    ),
    {
      name: 'checks-stand-alone',
      severity: 'error',
      comment: 'One check never leans on another.',
      from: { path: '^checks/([^/]+)/([^/]+)\\.ts$' },
      to: { path: '^checks/', pathNot: '^checks/$1/$2\\.ts$' },
    },
    only(
      'registry-of-checks',
      '^checks/index\\.generated',
      ['^checks/', '^src/domain/', '^src/evaluate/register'],
      'The generated list.',
    ),
    only(
      'reports-are-pure',
      '^reports/',
      ['^src/domain/', 'node_modules/@types/sarif/'],
      'A report is a function of the result.',
    ),
    only('plan-is-pure', '^src/plan/', ['^src/domain/'], 'What to read follows from claims and checks alone.'),
    only(
      'evaluate-is-pure',
      '^src/evaluate/',
      ['^src/domain/', '^(node:)?crypto$'],
      'Running checks touches no world; the digest of a fingerprint is arithmetic.',
    ),
    only(
      'score-is-pure',
      '^src/score/',
      ['^src/domain/', '^src/evaluate/', '^(node:)?crypto$'],
      'Findings into verdicts.',
    ),
    only(
      'claims-read-no-world',
      '^src/claims/',
      ['^src/domain/', 'node_modules/(zod|yaml)/', '^(node:)?url$'],
      'Text in, claims out.',
    ),
    only(
      'collect-does-not-judge',
      '^src/collect/',
      ['^src/domain/', '^src/parse/', 'node_modules/', node],
      'Collectors read and parse; checks, scores and reports are not theirs.',
    ),
    only(
      'ui-starts-no-work',
      '^src/ui/',
      [
        '^src/domain/',
        'node_modules/(ink|react|string-width|cli-truncate|slice-ansi|@types/react|@types/node)/',
        '^(node:)?(events|stream|process|util|url)$',
      ],
      'A fold over events.',
    ),
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'A cycle is two rooms that are one.',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'An import that leads nowhere.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
