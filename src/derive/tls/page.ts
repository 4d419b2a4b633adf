import { suiteByName } from '../../parse/tls/suites.ts';
import { type PageStyle, PLAIN } from '../page-style.ts';
import { gradeText } from './host-grade.ts';
import type { EndpointReport, TlsReport } from './report.ts';

/** A page for people: the grade, why, what is offered, and what was not tested. */
export function tlsPage(report: TlsReport, style: PageStyle = PLAIN): string {
  const { host, port, endpoints } = report;
  const text = gradeText({ letter: report.grade, bounds: report.bounds });
  const name = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  return `${[headline(name, text, style), ...endpoints.map((endpoint) => endpointPage(endpoint, style))].join('\n\n')}\n`;
}

/** The grade in a frame, the one thing to be seen from afar; the name beside it. */
function headline(name: string, grade: string, style: PageStyle): string {
  const [corner, across, down] = style.ascii ? ['++++', '-', '|'] : ['╭╮╰╯', '─', '│'];
  const [topLeft, topRight, bottomLeft, bottomRight] = corner;
  const edge = across.repeat(grade.length + 4);
  const paint = gradeStyle(grade, style);
  return [
    paint(`${topLeft}${edge}${topRight}`),
    `${paint(`${down}  `)}${paint(style.strong(grade))}${paint(`  ${down}`)}  ${style.strong(name)}`,
    paint(`${bottomLeft}${edge}${bottomRight}`),
  ].join('\n');
}

function endpointPage(endpoint: EndpointReport, style: PageStyle): string {
  const text = gradeText({ letter: endpoint.grade, bounds: endpoint.bounds });
  const cost = `${endpoint.connections} connections, ${endpoint.seconds.toFixed(1)} s, rules ${endpoint.ruleset}`;
  const head = `${style.strong(endpoint.address)}  ${gradeStyle(text, style)(text)}  ${style.dim(cost)}`;
  if (endpoint.problem !== null) return `${head}\n  ${style.bad(endpoint.problem)}`;
  const sections = [
    why(endpoint, style),
    protocols(endpoint, style),
    suites(endpoint, style),
    keys(endpoint),
    chains(endpoint, style),
    untested(endpoint, style),
  ];
  return [head, ...sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))].join('\n');
}

function gradeStyle(text: string, style: PageStyle): (text: string) => string {
  if (/^A/.test(text)) return style.good;
  return /^(B|between)/.test(text) ? style.fair : style.bad;
}

function why({ caps, warnings, score, trustIgnored, grade, notes }: EndpointReport, style: PageStyle): string[] {
  const lines = [...caps, ...warnings].map(
    (cap) => `  ${cap.grade.padEnd(2)} ${cap.text}\n     ${style.dim(`${cap.fix} [${cap.rule}, ${cap.source}]`)}`,
  );
  const parts =
    score === null
      ? []
      : [
          `  score ${score.total}: protocol ${score.protocol}, key exchange ${score.keyExchange}, cipher ${score.cipher}`,
        ];
  const ignored =
    (grade === 'T' || grade === 'M') && trustIgnored !== null ? [`  ${trustIgnored} if trust is ignored`] : [];
  return [...lines, ...ignored, ...parts, ...notes.map((note) => `  ${style.dim(note)}`)];
}

function protocols(endpoint: EndpointReport, style: PageStyle): string[] {
  const words = Object.entries(endpoint.protocols).map(([name, offered]) => {
    const old = name !== 'TLSv1.2' && name !== 'TLSv1.3';
    if (offered === 'unknown') return style.fair(`${name}?`);
    if (offered === 'no') return style.dim(`no ${name}`);
    return old ? style.bad(name) : style.good(name);
  });
  return ['', `Protocols  ${words.join('  ')}`];
}

function suites(endpoint: EndpointReport, style: PageStyle): string[] {
  return Object.entries(endpoint.suites)
    .reverse()
    .flatMap(([protocol, names]) => {
      const order =
        endpoint.order[protocol] === 'server'
          ? "in the server's order"
          : `order: ${endpoint.order[protocol] ?? 'unknown'}`;
      return ['', `${protocol}  ${style.dim(order)}`, ...names.map((name) => `  ${suiteStyle(name, style)(name)}`)];
    });
}

function suiteStyle(name: string, style: PageStyle): (text: string) => string {
  const suite = suiteByName(name);
  if (suite === null || suite.strength < 112 || suite.anonymous || suite.cipher === 'RC4') return style.bad;
  return suite.forwardSecret && suite.mode === 'AEAD' ? style.good : style.fair;
}

function keys({ groups, dh }: EndpointReport): string[] {
  const sizes = [
    ...new Set(dh.map(({ bits, knownPrime }) => `${bits} bits${knownPrime === null ? '' : ` (${knownPrime})`}`)),
  ];
  return [
    ...(groups.length > 0 ? ['', `Groups  ${groups.join(', ')}`] : []),
    ...(sizes.length > 0 ? [`Diffie-Hellman  ${sizes.join(', ')}`] : []),
  ];
}

function chains(endpoint: EndpointReport, style: PageStyle): string[] {
  return endpoint.chains.flatMap(({ certificates, trusted, problems, remarks, path, revocation }) => {
    const word =
      trusted === null ? style.fair('trust unknown') : trusted ? style.good('trusted') : style.bad('not trusted');
    return [
      '',
      `Chain  ${word}`,
      ...certificates.map(
        ({ subject, key, signature, notAfter }) =>
          `  ${subject}  ${style.dim(`${key}, ${signature}, until ${notAfter?.slice(0, 10) ?? '?'}`)}`,
      ),
      ...(path === null ? [] : [`  ${style.dim(`trust path: ${path.join(' < ')}`)}`]),
      ...revocation
        .filter(({ state }) => state === 'good')
        .map(({ subject, text }) => `  ${style.dim(`${subject} is not revoked, ${text}`)}`),
      ...problems.map(({ text }) => `  ${style.bad(text)}`),
      ...remarks.map(({ text }) => `  ${style.dim(text)}`),
    ];
  });
}

function untested({ open, vulnerabilities, unstable }: EndpointReport, style: PageStyle): string[] {
  const states = Object.entries(vulnerabilities);
  const withState = (state: string): readonly string[] =>
    states.flatMap(([name, found]) => (found === state ? [name] : []));
  const line = (label: string, state: string, mark = (text: string): string => text): string[] => {
    const names = withState(state);
    return names.length === 0 ? [] : [`${label}  ${mark(names.join(', '))}`];
  };
  const bugs = new Set(withState('not-tested'));
  const untestedRules = open.filter(({ rule }) => bugs.has(rule));
  const worst = untestedRules[0]?.grade;
  return [
    ...(unstable.length > 0 ? ['', style.fair('Not the same server each time')] : []),
    ...unstable.map((text) => `  ${text}`),
    '',
    ...line('Vulnerable', 'yes', style.bad),
    ...line('Excluded by the configuration', 'excluded'),
    ...line('Tested, not vulnerable', 'no'),
    ...line('Not tested', 'not-tested', style.fair),
    ...(worst === undefined
      ? []
      : [
          style.fair(`  could be ${worst}: --active tests for them (it sends malformed messages: your own hosts only)`),
        ]),
    ...line('Tested without a clear answer', 'unknown', style.fair),
    ...open.filter(({ rule }) => !bugs.has(rule)).map(({ grade, text }) => style.fair(`  could be ${grade}: ${text}`)),
  ];
}
