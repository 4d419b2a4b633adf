import { gradeEndpoint } from '../../src/derive/tls/endpoint-grade.ts';
import { gradeText, hostGrade } from '../../src/derive/tls/host-grade.ts';
import { atLeast } from '../../src/derive/tls/letters.ts';
import { gradeMeasured, gradeProof, gradeReason, openQuestion } from '../../src/derive/tls/say-grade.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { endpoint as subjectOf } from '../../src/domain/finding.ts';

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
  whenEmpty: 'no public endpoint is in scope',
  notShown: ['that SSL Labs itself would give the letter today: its engine and its vantage point are its own'],
  evaluate: ({ 'web.tls': endpoints, 'web.http': pages }, { grade: claimed }, say) =>
    endpoints.map((endpoint) => {
      const subject = subjectOf(endpoint.endpoint);
      const http = pages.find((page) => page.endpoint === endpoint.endpoint) ?? null;
      const graded = gradeEndpoint(endpoint, http, say.now);
      const host = hostGrade(graded.map(({ grade }) => grade));
      const failing = graded.find(({ grade }) => grade.bounds !== null && !atLeast(grade.bounds.upper, claimed));
      if (failing) {
        const { grade, facts } = failing;
        const slots = { grade: gradeText(grade), address: facts.address, claimed, because: gradeReason(failing) };
        return say.is(subject, 'missed', slots, { ...gradeMeasured(host), proof: gradeProof(failing) });
      }
      if (host.bounds !== null && atLeast(host.bounds.lower, claimed)) {
        return say.is(subject, 'reached', { grade: gradeText(host), claimed }, gradeMeasured(host));
      }
      const kind = graded.some(({ facts }) => facts.problem !== null) ? 'unreachable' : 'inconclusive';
      return say.unread(subject, { kind, detail: `the grade is ${gradeText(host)}: ${openQuestion(graded)}` });
    }),
});
