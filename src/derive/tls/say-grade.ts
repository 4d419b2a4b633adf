import type { Facts, Proof } from '../../domain/finding.ts';
import { LETTERS } from '../../domain/tls.ts';
import { gradeText, type HostGrade } from './host-grade.ts';
import type { GradedEndpoint } from './report.ts';

type Graded = Omit<GradedEndpoint, 'seconds'>;

/** The rule that explains the letter of an address, in words. */
export const gradeReason = ({ grade }: Graded): string =>
  [...grade.caps, ...grade.warnings][0]?.text ?? `score ${grade.score?.total ?? 0}`;

/** What keeps the grade of an endpoint from being one letter, or from being known at all. */
export const openQuestion = (graded: readonly Graded[]): string =>
  graded
    .map(({ facts, grade }) => facts.problem ?? grade.open.map(({ text }) => text).join('; '))
    .find((text) => text !== '') ?? 'not all could be seen';

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
