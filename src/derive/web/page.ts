import { counted, shorten, visible } from '../../domain/text.ts';
import { type PageStyle, PLAIN } from '../page-style.ts';
import type { CookieVerdict } from './cookies.ts';
import type { DnsReport } from './dns-report.ts';
import type { HttpReport, ReportHop } from './http-report.ts';
import { explainRule } from './preload-rules.ts';

type Paint = (text: string) => string;

const WIDTH = 110;
const LABEL = 14;

/** Remote text on one bounded line, with every character that could act on a terminal made visible. */
const safe = (text: string, width = WIDTH): string => shorten(visible(text), width);

const head = (label: string, paint: Paint, text: string): string => `${label.padEnd(LABEL)}${paint(safe(text))}`;
const under = (text: string): string => `  ${safe(text)}`;

/** A hop below the one that led to it, with what it answered; the last also with where it leads and nobody went. */
const hopLine = ({ url, status, location, error }: ReportHop, depth: number, all: readonly ReportHop[]): string => {
  const lead = depth === 0 ? '' : `${' '.repeat(3 * (depth - 1))}└▶ `;
  const further = depth === all.length - 1 && location !== null ? ` → ${location}, not followed` : '';
  return `  ${lead}${safe(url)}  ${safe(error ?? `${status ?? ''}${further}`)}`;
};

const NOTES: Readonly<Record<string, string>> = {
  'off-host-first': 'the first redirect leads to another host, so that no browser learns HSTS for this one',
  'redirects-temporarily': 'the redirect is a temporary one, which browsers do not remember',
  'hsts-over-http': 'Strict-Transport-Security is sent over plain HTTP, where it has no effect',
  'cookie-over-http': 'a cookie is set over plain HTTP',
  sampled: 'there are more addresses than were asked',
};

/** Seconds as people count them. */
const duration = (seconds: number): string => {
  const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ] as const;
  const [unit, size] = units.find(([, length]) => seconds >= length) ?? ['second', 1];
  return counted(Math.floor(seconds / size), unit);
};

const plainLines = ({ httpsOnly }: HttpReport, style: PageStyle): readonly string[] => {
  const paint = { ok: style.good, violation: style.bad, inconclusive: style.fair }[httpsOnly.status];
  return [
    head('HTTPS only', paint, `${httpsOnly.status}: ${httpsOnly.because}`),
    ...httpsOnly.hops.map(hopLine),
    ...(httpsOnly.addresses.length > 1
      ? httpsOnly.addresses.map(({ address, status, because }) => under(`${address}  ${status}: ${because}`))
      : []),
    ...httpsOnly.notes.map((note) => style.dim(under(`note: ${NOTES[note] ?? note}`))),
  ];
};

const hstsText = ({ effective, status, problem }: HttpReport['hsts']): string => {
  if (status === 'invalid') return `browsers ignore it: ${problem ?? ''}`;
  if (status === 'disabled') return 'browsers are told to forget it (max-age=0)';
  if (effective === null) return problem === null ? status : `${status}: ${problem}`;
  const { maxAge, includeSubDomains } = effective;
  return `browsers keep it for ${duration(maxAge)} (max-age ${maxAge}), subdomains ${includeSubDomains ? 'yes' : 'no'}`;
};

/** What to fix, and below it the list's own name for the rule, to look it up by. */
const ruleLines = (mark: string, id: string, style: PageStyle): readonly string[] => [
  under(`${mark} ${explainRule(id)}`),
  style.dim(under(`  ${id}`)),
];

const hstsLines = ({ hsts }: HttpReport, style: PageStyle): readonly string[] => {
  const paint = { present: style.good, unknown: style.fair }[hsts.status] ?? style.bad;
  const accepted = { true: 'the preload list would accept it', false: 'the preload list would refuse it' };
  return [
    head('HSTS', paint, hstsText(hsts)),
    ...hsts.lines.map((line) => under(`Strict-Transport-Security: ${line}`)),
    under(
      hsts.eligible === null ? 'whether the preload list would accept it was not seen' : accepted[`${hsts.eligible}`],
    ),
    ...hsts.errors.flatMap((id) => ruleLines('✖', id, style)),
    ...hsts.warnings.flatMap((id) => ruleLines('!', id, style)),
  ];
};

const preloadLines = ({ preload, hsts }: HttpReport, style: PageStyle): readonly string[] => {
  const paint = { verified: style.good, 'at-risk': style.fair, contradicted: style.bad, inconclusive: style.fair }[
    preload.verdict
  ];
  const reach = 'it holds for browsers that ship the list; API clients, curl and SDKs do not use it';
  return [
    head('Preload list', paint, `${preload.state}: ${preload.because}`),
    ...(preload.state === 'preloaded' ? [style.dim(under(reach))] : []),
    ...(preload.state === 'not-listed' && hsts.eligible === true ? [under('submit it at hstspreload.org')] : []),
    ...(preload.state === 'unknown' && preload.listDate === null
      ? [style.dim(under('claimcheck hsts-list update brings the list'))]
      : []),
  ];
};

const cookieLine = ({ name, problems, deleted, ignoredBecause }: CookieVerdict, style: PageStyle): string => {
  if (deleted) return style.dim(under(`${name}  is only deleted`));
  if (ignoredBecause !== null) return `${under(name)}  ${style.fair(`browsers drop it: ${ignoredBecause}`)}`;
  return `${under(name)}  ${problems.length === 0 ? style.good('good') : style.bad(problems.join(', '))}`;
};

const cookieLines = ({ cookies }: HttpReport, style: PageStyle): readonly string[] => [
  head('Cookies', style.strong, cookies.length === 0 ? 'none seen without a login' : counted(cookies.length, 'cookie')),
  ...cookies.map((cookie) => cookieLine(cookie, style)),
];

const headerLines = ({ headers }: HttpReport, style: PageStyle): readonly string[] => {
  if (headers.length === 0) return [];
  const paint = (points: number): Paint => (points > 0 ? style.good : points < 0 ? style.fair : style.dim);
  return [
    head('Headers', style.strong, 'points by the MDN HTTP Observatory'),
    ...headers.map(({ header, result, points }) =>
      paint(points)(under(`${`${points > 0 ? '+' : ''}${points}`.padStart(4)}  ${header}: ${result}`)),
    ),
  ];
};

const mixedLines = ({ mixedContent: { seen, resources } }: HttpReport, style: PageStyle): readonly string[] => {
  if (!seen) return [];
  const found = resources.length === 0 ? 'none in the home page' : `${counted(resources.length, 'link')} in plaintext`;
  return [head('Mixed content', resources.length === 0 ? style.good : style.bad, found), ...resources.map(under)];
};

const securityTxtLines = ({ securityTxt }: HttpReport, style: PageStyle): readonly string[] => {
  const { present, valid, problems, recommendations, notes, expires, signature } = securityTxt;
  const label = 'security.txt';
  if (present === null) return [head(label, style.fair, 'could not be looked for')];
  if (!present) return [head(label, style.dim, 'none')];
  const state = valid ? `valid until ${expires ?? '?'}` : `not valid: ${problems.join(', ')}`;
  const advice = [...recommendations, ...notes];
  return [
    head(label, valid ? style.good : style.bad, state),
    ...(signature === null ? [] : [under(signature.because)]),
    ...(advice.length > 0 ? [style.dim(under(`advice: ${advice.join(', ')}`))] : []),
  ];
};

const caaText = ({ state, issuers, problems }: DnsReport['caa']): string => {
  const allowed =
    state === 'restricted'
      ? issuers.join(', ') || 'nobody may issue'
      : state === 'any'
        ? 'any CA may issue'
        : 'unknown';
  return `CAA ${allowed}${problems.length > 0 ? ` (${problems.join(', ')})` : ''}`;
};

const dnsLines = ({ dns }: HttpReport, style: PageStyle): readonly string[] => {
  if (!('caa' in dns)) return [];
  const { caa, spf, dmarc, mtaStsPolicy, tlsReports, mailDomain, dnssec, delegation } = dns;
  const sts = [mtaStsPolicy.state, ...mtaStsPolicy.problems].join(', ');
  const refused = dmarc.reportsTo.filter(({ consent }) => consent === 'no').map(({ host }) => host);
  return [
    head('DNS', caa.presentIssuerAllowed === false ? style.fair : style.strong, caaText(caa)),
    ...(caa.presentIssuerAllowed === false ? [under('the CA of the present certificate is not among them')] : []),
    under(
      `${mailDomain}: SPF ${[spf.state, ...spf.problems].join(', ')}; DMARC ${dmarc.state}; MTA-STS ${sts}; TLS-RPT ${tlsReports.state}`,
    ),
    ...(refused.length > 0 ? [under(`DMARC reports are not sent: no consent of ${refused.join(', ')}`)] : []),
    dnssec === 'not-measured'
      ? style.dim(under('DNSSEC not measured (--doh-url)'))
      : under(`DNSSEC ${dnssec}, delegation ${delegation}`),
  ];
};

/** A page for people: plaintext and its redirects, both readings of HSTS, the list, cookies, security.txt and DNS. */
export const httpPage = (report: HttpReport, style: PageStyle = PLAIN): string => {
  const sections = [
    plainLines,
    hstsLines,
    preloadLines,
    cookieLines,
    headerLines,
    mixedLines,
    securityTxtLines,
    dnsLines,
  ].map((lines) => lines(report, style));
  const name = report.port === 443 ? report.host : `${report.host}:${report.port}`;
  const parts = [[style.strong(safe(name))], ...sections].filter((lines) => lines.length > 0);
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
};
