import type { Facts, Proof } from '../../domain/finding.ts';
import { type Grade, LETTERS } from '../../domain/tls.ts';
import { gradeText, type HostGrade } from './host-grade.ts';
import type { GradedEndpoint } from './report.ts';

type Graded = Omit<GradedEndpoint, 'seconds'>;

/** The rule that explains the letter of an address, in words. */
export const gradeReason = ({ grade }: Graded): string =>
  [...grade.caps, ...grade.warnings][0]?.text ?? `score ${grade.score?.total ?? 0}`;

/** What keeps the grade of an endpoint from being one letter, or from being known at all. */
export const openQuestion = (graded: readonly Graded[]): string => {
  const texts = graded.map(({ facts, grade }) => facts.problem ?? grade.open.map(({ text }) => text).join('; '));
  const said = texts.find((text) => text !== '') ?? 'not all could be seen';
  return graded.some(({ grade }) => settledByProbing(grade).length > 0)
    ? `${said}; \`--active\` would test for it`
    : said;
};

/** Open rules that a probe of an old bug would decide, by name. */
const settledByProbing = ({ open, vulnerabilities }: Pick<Grade, 'open' | 'vulnerabilities'>): readonly string[] =>
  vulnerabilities
    .filter(({ name, state }) => state === 'not-tested' && open.some(({ rule }) => rule === name))
    .map(({ name }) => name);

/** Every rule that applied, with its source and what to change. */
export const gradeProof = ({ facts, grade }: Graded): Proof => ({
  type: 'facts',
  text: [...grade.caps, ...grade.warnings]
    .map(({ rule, text, fix, source }) => `${rule}: ${text} (${source}). ${fix}`)
    .join(' '),
  facts: {
    address: facts.address,
    ruleset: grade.ruleset,
    ...Object.fromEntries(Object.entries(facts.protocols).map(([protocol, { offered }]) => [protocol, offered])),
  },
});

/** The grade as an observed value: the letter or the range, and how bad it is at best. */
export const gradeMeasured = (host: HostGrade): { readonly measured: Facts; readonly badness: number } => ({
  measured: { grade: gradeText(host) },
  badness: LETTERS.indexOf(host.bounds?.upper ?? 'F'),
});
