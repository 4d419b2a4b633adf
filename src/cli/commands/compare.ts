import { stableJson } from '../../domain/json.ts';
import type { Delta, DeltaEntry, ExitCode } from '../../domain/result.ts';
import { percent, visible } from '../../domain/text.ts';
import { snapshot } from '../../parse/baseline.ts';
import { compare as compareSnapshots } from '../../score/compare.ts';
import { readResult } from './baseline.ts';

/** `claimcheck compare OLD NEW`: what changed between two results. Exit code 1 when something got worse, 2 when something cannot be told. */
export const compare = (oldFile: string, newFile: string, json: boolean): ExitCode => {
  const delta = compareSnapshots(snapshot(readResult(oldFile)), snapshot(readResult(newFile)));
  process.stdout.write(json ? `${stableJson(delta, 2)}\n` : describe(delta));
  if (delta.regressions.length + delta.revealed.length + delta.worsened.length > 0) return 1;
  const unclear = delta.lostSight.length + delta.unverified.length + delta.unreached.length + delta.drifted.length;
  return unclear > 0 ? 2 : 0;
};

const describe = (delta: Delta): string => {
  const lists: readonly (readonly [title: string, entries: readonly DeltaEntry[]])[] = [
    ['Regressions', delta.regressions],
    ['Revealed (were unknown, fail)', delta.revealed],
    ['Worse', delta.worsened],
    ['New checks that fail', delta.newChecks],
    ['Lost sight of', delta.lostSight],
    ['Still unverified', delta.unverified],
    ['Fixed', delta.fixed],
    ['Gone', delta.gone],
    ['Waived', delta.waived],
    ['The document is another', delta.changed ?? []],
    ['Known', delta.known],
  ];
  const shown = lists
    .filter(([, entries]) => entries.length > 0)
    .flatMap(([title, entries]) => [`${title} (${entries.length})`, ...entries.map(line)]);
  return [
    ...(shown.length > 0 ? shown : ['Nothing changed.']),
    ...delta.unreached.map((name) => `Not reached any more: ${visible(name)}`),
    ...delta.drifted.map((id) => `The sentence of claim ${visible(id)} changed`),
    `Coverage: ${percent(delta.coverage.was)} -> ${percent(delta.coverage.now)}`,
    '',
  ].join('\n');
};

const line = ({ claim, check, subject, was, now }: DeltaEntry): string =>
  `  ${visible(claim)}  ${visible(check)}  ${visible(subject)}  (${was} -> ${now})`;
