import type { ExposureRow, PortRow } from '../../derive/net/exposure-table.ts';
import { byPort, exposureTable } from '../../derive/net/exposure-table.ts';
import { describeSpan } from '../../derive/net/traffic.ts';
import { describePath } from '../../derive/net/verdict.ts';
import type { ExitCode } from '../../domain/result.ts';
import { visible } from '../../domain/text.ts';
import { readNetwork } from '../network.ts';
import type { NetworkOptions } from '../options.ts';

/**
 * `claimcheck exposure`: everything that the internet can reach, by port. JSON: `{exposed: [rows], missing: [texts]}`. Exit code 2 when
 * something could not be looked at, else 0.
 */
export const exposure = async (options: NetworkOptions): Promise<ExitCode> => {
  const { network, endpoints, unlisted } = await readNetwork(options);
  const rows = exposureTable(network, endpoints);
  const json = { exposed: rows, missing: unlisted };
  process.stdout.write(options.json ? `${JSON.stringify(json, null, 2)}\n` : page(rows));
  for (const text of unlisted) process.stderr.write(`could not look: ${visible(text)}\n`);
  return unlisted.length > 0 || rows.some(({ verdict }) => verdict === 'unknown') ? 2 : 0;
};

const thing = ({ id, name }: ExposureRow): string => {
  const short = /^arn:(?:[^:]*:){4}(?:(?:loadbalancer|cluster|domain|workgroup)\/|[a-z]+:)?(.*)$/.exec(id)?.[1] ?? id;
  return name === '' || short.includes(name) ? short : `${short} (${name})`;
};

const cells = ({ open, row }: PortRow): readonly string[] => [
  describeSpan(open.protocol, open.from, open.to),
  open.certain ? 'open' : 'maybe',
  row.type,
  thing(row),
  open.certain ? describePath(open.path) : row.missing.join('; '),
];

/** Things of which not even a port can be told stand below the ports. */
const page = (rows: readonly ExposureRow[]): string => {
  if (rows.length === 0) return 'the internet reaches nothing of what was read\n';
  const blind = rows.filter(({ ports }) => ports.length === 0);
  const table = [
    ['PORT', '', 'WHAT', 'WHICH', 'HOW'],
    ...byPort(rows).map(cells),
    ...blind.map((row) => ['?', 'maybe', row.type, thing(row), row.missing.join('; ')]),
  ].map((line) => line.map(visible));
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((line) => line[column]?.length ?? 0)));
  return table
    .map(
      (line) =>
        `${line
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
};
