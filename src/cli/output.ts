import { resolve } from 'node:path';
import { reports } from '../../reports/index.generated.ts';
import { suggestion } from '../claims/nearest.ts';
import type { ReportFormat, RunResult } from '../domain/result.ts';
import { writeWhole } from './files.ts';
import type { OutputOptions } from './options.ts';
import { UsageError } from './usage.ts';

interface Target {
  readonly format: ReportFormat;
  /** null: stdout. */
  readonly file: string | null;
}

/** Where results go, checked before anything is read. None may be one of the files the run reads. */
export const readTargets = (
  { json, output }: OutputOptions,
  inputs: readonly (string | undefined)[],
): readonly Target[] => {
  const targets = [
    ...output.map(parseTarget),
    ...(json === undefined ? [] : [{ format: formatOf('json'), file: json === true || json === '-' ? null : json }]),
  ];
  const read = new Set(inputs.flatMap((path) => (path === undefined ? [] : [resolve(path)])));
  const clash = targets.find(({ file }) => file !== null && read.has(resolve(file)));
  if (clash) throw new UsageError(`${clash.file} is read by this run; name another file to write to`);
  if (targets.filter(({ file }) => file === null).length > 1) throw new UsageError('only one report can go to stdout');
  return targets;
};

const parseTarget = (value: string): Target => {
  const [, id = '', file = ''] = /^([^=]*)=(.*)$/s.exec(value) ?? [];
  if (id === '' || file === '') throw new UsageError(`--output "${value}": write FORMAT=FILE, e.g. sarif=claims.sarif`);
  return { format: formatOf(id), file: file === '-' ? null : file };
};

const formatOf = (id: string): ReportFormat => {
  const format = reports.find((report) => report.id === id);
  if (format) return format;
  const ids = reports.map((report) => report.id);
  throw new UsageError(`no report format "${id}"${suggestion(id, ids)} (there are ${ids.join(', ')})`);
};

/** `true` when stdout is taken by a report, so that people read the summary on stderr. */
export const usesStdout = (targets: readonly Target[]): boolean => targets.some(({ file }) => file === null);

/** Writes every report: files whole, the rest to stdout. */
export const writeReports = (result: RunResult, targets: readonly Target[], stdout: (text: string) => void): void => {
  for (const { format, file } of targets) {
    const text = format.render(result);
    if (file === null) stdout(text.endsWith('\n') ? text : `${text}\n`);
    else writeWhole(file, text);
  }
};

export type { Target };
