import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ExitCode } from '../../src/domain/result.ts';
import { severityOfExit, worstExit } from '../../src/score/exit-code.ts';

test.each<readonly [string, readonly ExitCode[], ExitCode]>([
  ['nothing applies', [], 0],
  ['a failure before a crash', [70, 1], 1],
  ['a crash before a doubt', [2, 70], 70],
  ['a doubt before nothing', [0, 2], 2],
  ['wrong usage before a failure', [1, 64], 64],
  ['an interruption before all', [64, 130, 1], 130],
])('%s', (_, codes, expected) => {
  expect(worstExit(codes)).toBe(expected);
});

test('the worst of two sets is the worse of their worst, in any order', () => {
  const codes = fc.array(fc.constantFrom<ExitCode>(0, 1, 2, 64, 70, 130));
  fc.assert(
    fc.property(codes, codes, (some, others) => {
      const both = worstExit([...some, ...others]);
      expect(both).toBe(worstExit([...others, ...some]));
      expect(severityOfExit(both)).toBe(Math.max(severityOfExit(worstExit(some)), severityOfExit(worstExit(others))));
    }),
  );
});
