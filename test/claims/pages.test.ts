import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseClaims } from '../../src/claims/parse-claims.ts';
import { formatProblem } from '../../src/claims/problem.ts';
import type { ClaimsFile } from '../../src/domain/claim.ts';
import { type Kind, kinds } from '../../src/domain/kinds.ts';

const read = (name: string): string => readFileSync(new URL(`../../fixtures/claims/${name}`, import.meta.url), 'utf8');

const load = (page: string): ClaimsFile => {
  const parsed = parseClaims(read(`${page}.yaml`), `${page}.yaml`);
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  return parsed.file;
};

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Every statement of the five pages, with the kinds that it is made of. */
const statements: Readonly<Record<string, Readonly<Record<string, readonly Kind[]>>>> = {
  hiver: {
    '01': ['identity.mfa'],
    '02': ['identity.password-policy'],
    '03': ['identity.least-privilege'],
    '04': ['assurance.audit'],
    '05': ['vulnerability.scanning'],
    '06': ['audit.access-logging'],
    '07': ['network.admin-access'],
    '08': ['monitoring.alerts'],
    '09': ['disclosure.policy'],
    '10': ['residency.country'],
    '11': ['hosting.provider'],
    '12': ['network.isolation', 'network.separate-vpcs'],
    '13': ['network.least-ports'],
    '14': ['transit.encryption'],
    '15': ['transit.https-only'],
    '16': ['transit.tls-grade'],
    '17': ['ddos.shield'],
    '18': ['hosting.datastore'],
    '19': ['storage.logs'],
    '20': ['backup.frequency'],
    '21': ['backup.offsite'],
    '22': ['backup.restore'],
    '23': ['product.authentication'],
    '24': ['product.encryption'],
    '25': ['retention'],
    '26': ['document.published', 'document.published'],
    '27': ['payment.processor'],
    '28': ['certification', 'certification'],
    '29': ['privacy.regulation', 'privacy.data-use'],
    '30': ['retention', 'product.authorization'],
  },
  hook0: {
    '01': ['payment.processor'],
    '02': ['disclosure.pgp-key'],
    '03': ['disclosure.policy'],
    '04': ['hosting.provider'],
    '05': ['network.admin-access', 'identity.mfa'],
    '06': ['identity.server-keys'],
    '07': ['certification'],
    '08': ['availability.redundancy'],
    '09': ['backup.frequency', 'backup.encrypted', 'backup.multi-region'],
    '10': ['availability.failover'],
    '11': ['process.risk', 'process.risk'],
    '12': ['process.change-control'],
    '13': ['network.admin-access'],
    '14': ['process.policy', 'process.training', 'process.incident-response'],
    '15': ['document.published'],
  },
  hellosign: {
    '01': ['assurance.audit'],
    '02': ['retention'],
    '03': ['payment.processor'],
    '04': ['process.vendor'],
    '05': ['network.firewall'],
    '06': ['transit.encryption', 'transit.tls-grade'],
    '07': ['certification'],
    '08': ['rest.encryption'],
    '09': ['audit.immutable'],
    '10': ['process.code-scanning'],
    '11': ['disclosure.policy', 'assurance.pentest'],
    '12': ['product.authorization'],
    '13': ['hosting.provider', 'residency.country'],
    '14': ['network.isolation', 'network.firewall', 'rest.encryption'],
    '15': ['process.security-team', 'process.people', 'process.training', 'process.policy'],
  },
  helpwise: {
    '01': ['hosting.provider'],
    '02': ['transit.https-only', 'transit.encryption'],
    '03': ['transit.hsts'],
    '04': ['transit.hsts-preload'],
    '05': ['transit.secure-cookies'],
    '06': ['rest.encryption'],
    '07': ['rest.encryption'],
    '08': ['rest.encryption'],
    '09': ['backup.encrypted'],
    '10': ['hosting.datastore', 'availability.redundancy', 'backup.automated'],
    '11': ['ddos.rate-limit'],
    '12': ['assurance.pentest'],
    '13': ['vulnerability.patching'],
    '14': ['network.isolation', 'network.firewall', 'monitoring.alerts'],
    '15': ['payment.processor'],
    '16': ['disclosure.policy'],
  },
  callhub: {
    '01': ['certification'],
    '02': ['hosting.provider'],
    '03': ['availability.redundancy'],
    '04': ['network.least-ports'],
    '05': ['transit.https-only'],
    '06': ['transit.encryption'],
    '07': ['transit.encryption'],
    '08': ['product.authentication'],
    '09': ['payment.processor'],
    '10': ['audit.access-logging', 'identity.least-privilege', 'process.access-approval'],
    '11': ['product.authentication', 'identity.mfa'],
    '12': ['disclosure.policy'],
  },
};

describe.each(Object.entries(statements))('%s', (page, expected) => {
  const file = load(page);
  const lines = read(file.page.document ?? '').split('\n');

  test('claims what the page states: each statement, and each of its kinds', () => {
    const found = new Map<string, Kind[]>();
    for (const { id, kind } of file.claims) {
      const number = /^[a-z0-9]+-(\d\d)[a-d]?$/.exec(id)?.[1] ?? id;
      found.set(number, [...(found.get(number) ?? []), kind]);
    }
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  test('letters the claims of one statement from a on, and no others', () => {
    const ids = Object.entries(expected).flatMap(([number, its]) =>
      its.map((_, index) => `${page}-${number}${its.length > 1 ? 'abcd'[index] : ''}`),
    );
    expect(file.claims.map(({ id }) => id)).toEqual(ids.sort());
  });

  test.each(file.claims.map((claim) => [claim.id, claim] as const))(
    '%s is the page’s own text',
    (_, { says, source }) => {
      const line = source.line ?? 0;
      const text = lines.slice(line - 1, source.lineEnd ?? line).join(' ');
      expect(oneLine(text)).toContain(oneLine(says));
    },
  );

  test('explains in English what is in another language', () => {
    const glossed = file.claims.filter(({ gloss }) => gloss !== null);
    expect(glossed).toHaveLength(page === 'hellosign' ? file.claims.length : 0);
  });
});

test('the pages use every kind but two', () => {
  const used = new Set<string>(Object.keys(statements).flatMap((page) => load(page).claims.map(({ kind }) => kind)));
  expect(Object.keys(kinds).filter((kind) => !used.has(kind))).toEqual(['network.hygiene', 'storage.private']);
});
