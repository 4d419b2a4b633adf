import { gradeEndpoint } from '../../src/derive/tls/endpoint-grade.ts';
import { gradeText, hostGrade } from '../../src/derive/tls/host-grade.ts';
import { atLeast } from '../../src/derive/tls/letters.ts';
import type { GradedEndpoint } from '../../src/derive/tls/report.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { endpoint as subjectOf } from '../../src/domain/finding.ts';
import { LETTERS } from '../../src/domain/tls.ts';

type Graded = Omit<GradedEndpoint, 'seconds'>;

export default defineCheck({
  title: 'Every endpoint has at least the claimed TLS grade',
  why: 'The grade sums up protocols, cipher suites, key exchange, certificates and HSTS by the SSL Labs rating guide.',
  decides: ['transit.tls-grade'],
  needs: ['web.tls', 'web.http'],
  reasons: {
    reached: { status: 'pass', text: 'grade {grade}, {claimed} is claimed' },
    missed: {
      status: 'fail',
      text: 'grade {grade} on {address}, {claimed} is claimed: {because}',
      fix: 'Change what caps the grade, as the proof names it.',
    },
  },
  whenEmpty: 'No public endpoint is in scope.',
  notShown: ['Attacks that need an active probe are told apart in `claimcheck tls`.'],
  evaluate: ({ 'web.tls': endpoints, 'web.http': pages }, { grade: claimed }, say) =>
    endpoints.map((endpoint) => {
      const subject = subjectOf(endpoint.endpoint);
      const http = pages.find((page) => page.endpoint === endpoint.endpoint) ?? null;
      const graded = gradeEndpoint(endpoint, http, say.now);
      const host = hostGrade(graded.map(({ grade }) => grade));
      const shown = gradeText(host);
      const failing = graded.find(({ grade }) => grade.bounds !== null && !atLeast(grade.bounds.upper, claimed));
      if (failing) {
        return say.is(
          subject,
          'missed',
          {
            grade: gradeText({ letter: failing.grade.letter, bounds: failing.grade.bounds }),
            address: failing.facts.address,
            claimed,
            because: reasonOf(failing),
          },
          {
            measured: { grade: shown },
            badness: LETTERS.indexOf(failing.grade.bounds?.upper ?? 'F'),
            proof: proofOf(failing),
          },
        );
      }
      if (host.bounds !== null && atLeast(host.bounds.lower, claimed)) {
        return say.is(
          subject,
          'reached',
          { grade: shown, claimed },
          { measured: { grade: shown }, badness: LETTERS.indexOf(host.bounds.lower) },
        );
      }
      const open = graded
        .map(({ facts, grade }) => facts.problem ?? grade.open.map(({ text }) => text).join('; '))
        .find((text) => text !== '');
      return say.unread(subject, {
        kind: 'unreachable',
        detail: `the grade is ${shown}: ${open ?? 'not all could be seen'}`,
      });
    }),
});

const reasonOf = ({ grade }: Graded): string =>
  [...grade.caps, ...grade.warnings][0]?.text ?? `score ${grade.score?.total ?? 0}`;

const proofOf = ({ facts, grade }: Graded) => ({
  type: 'facts' as const,
  text: [...grade.caps, ...grade.warnings]
    .map(({ rule, text, fix, source }) => `${rule}: ${text} (${source}). ${fix}`)
    .join('\n'),
  facts: {
    address: facts.address,
    connections: facts.connections,
    ruleset: grade.ruleset,
    ...Object.fromEntries(Object.entries(facts.protocols).map(([protocol, { offered }]) => [protocol, offered])),
  },
});
