import type { ExchangeOutput, HttpFacts, WebResponse } from '../../domain/web.ts';

/** A field by which a server announces that it limits the rate of requests. */
export interface RateSign {
  readonly header: string;
  readonly value: string;
}

/**
 * RateLimit and RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers), the older RateLimit-* and X-RateLimit-* in their
 * spellings, with a first number or structured item.
 */
const ANNOUNCES = /^(?:x-)?rate-?limit(?:-(?:policy|limit|remaining|reset|used)(?:-(?:second|minute|hour|day))?)?$/;

const LONGEST = 80;

const signsIn = ({ status, headers }: WebResponse): readonly RateSign[] =>
  headers
    .filter(
      ([name, value]) => value.trim() !== '' && (ANNOUNCES.test(name) || (status === 429 && name === 'retry-after')),
    )
    .map(([header, value]) => ({ header, value: value.slice(0, LONGEST) }));

const answersOf = (facts: HttpFacts): readonly ExchangeOutput[] => [
  ...facts.addresses.flatMap(({ plainRoot, plainPath, secure, unverified }) =>
    [
      plainRoot.first,
      plainRoot.again,
      plainPath?.first,
      plainPath?.again,
      secure.first,
      secure.again,
      unverified,
    ].flatMap((output) => (output ? [output] : [])),
  ),
  ...(facts.robots === null ? [] : [facts.robots.outcome]),
];

/** What the answers that were read anyway tell of a limit, each field once. Nothing is provoked: no sign says nothing. */
export const rateSigns = (facts: HttpFacts): readonly RateSign[] => {
  const signs = answersOf(facts).flatMap((output) => (output.ok ? signsIn(output.response) : []));
  return signs.filter(({ header }, index) => signs.findIndex((one) => one.header === header) === index);
};
