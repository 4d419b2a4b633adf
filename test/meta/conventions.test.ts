import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.generated.ts';
import { services } from '../../src/collect/aws/clients/index.ts';
import { operationOf } from '../../src/collect/aws/operations/index.ts';
import { collectors } from '../../src/collect/collectors.generated.ts';
import { artifactKeys } from '../../src/domain/artifact-keys.generated.ts';

const root = join(import.meta.dirname, '..', '..');

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.includes('.generated.'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();

const linesOf = (path: string): number => readFileSync(join(root, path), 'utf8').trimEnd().split('\n').length;

const longerThan = (folder: string, limit: number): readonly string[] =>
  filesBelow(folder)
    .map((path) => ({ path, lines: linesOf(path) }))
    .filter(({ lines }) => lines > limit)
    .map(({ path, lines }) => `${path}: ${lines}`);

describe('checks', () => {
  test('are named after their files, and no two alike', () => {
    const files = filesBelow('checks').map((path) => path.replace(/^checks\//, '').replace(/\.ts$/, ''));
    expect(checks.map(({ family, id }) => `${family}/${id}`).sort()).toEqual(files.toSorted());
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  });

  test('stand in the family of a kind that they decide', () => {
    const strangers = checks.filter(({ family, decides }) => !decides.some((kind) => kind.split('.')[0] === family));
    expect(strangers.map(({ id }) => id)).toEqual([]);
  });

  test('have a table of tests each', () => {
    expect(
      checks
        .filter(({ family, id }) => !existsSync(join(root, 'test/checks', family, `${id}.test.ts`)))
        .map(({ id }) => id),
    ).toEqual([]);
  });

  test('say in a sentence what holds, why it matters, and what to do where it does not', () => {
    for (const { id, title, why, whenEmpty, reasons, needs, decides } of checks) {
      for (const text of [title, why, whenEmpty]) expect(text.trim().length, id).toBeGreaterThan(10);
      expect([needs.length > 0, decides.length > 0], id).toEqual([true, true]);
      const told = Object.values(reasons);
      expect(told.length, id).toBeGreaterThan(0);
      for (const reason of told) if (reason.status === 'fail') expect(reason.fix.trim().length, id).toBeGreaterThan(10);
    }
  });

  test('ask for no artifact twice, and only for some that exist', () => {
    for (const { id, needs } of checks) {
      expect(new Set(needs).size, id).toBe(needs.length);
      expect(
        needs.filter((key) => !artifactKeys.includes(key)),
        id,
      ).toEqual([]);
    }
  });

  test('fit on a page', () => {
    expect(longerThan('checks', 80)).toEqual([]);
  });
});

test('no source file is longer than 300 lines', () => {
  // The vocabulary of a room is one table and is read as such.
  const tables = ['src/domain/aws.ts', 'src/domain/network.ts'];
  expect(longerThan('src', 300).filter((found) => !tables.some((path) => found.startsWith(path)))).toEqual([]);
});

describe('the AWS API', () => {
  const aws = artifactKeys.map((key) => collectors[key]).flatMap((one) => (one.source === 'aws' ? [one] : []));
  const operations = [...new Set(aws.flatMap((collector) => collector.operations))];

  test('is only read: every action is Get, List, Describe or Search, and for API Gateway the GET of named paths', () => {
    const writes = operations.filter((name) => {
      const { action, resources = [] } = operationOf(name);
      if (action === 'apigateway:GET') return resources.length === 0;
      return !/^[a-z0-9-]+:(Get|List|Describe|Search|BatchGet|Lookup)[A-Z]/.test(action);
    });
    expect(writes).toEqual([]);
  });

  test('has a client and a command for every operation', async () => {
    const missing: string[] = [];
    for (const name of operations) {
      const [service = '', operation = ''] = name.split(':');
      const loaded = await services[service]?.();
      if (typeof loaded?.service.commands[operation] !== 'function') missing.push(name);
    }
    expect(missing).toEqual([]);
  });

  test('is asked for nothing that no collector declares', async () => {
    const declared = new Set<string>([...operations, 'sts:GetCallerIdentity', 'ec2:DescribeRegions']);
    const idle: string[] = [];
    for (const [service, load] of Object.entries(services)) {
      const { commands } = (await load()).service;
      idle.push(
        ...Object.keys(commands)
          .filter((operation) => !declared.has(`${service}:${operation}`))
          .map((operation) => `${service}:${operation}`),
      );
    }
    expect(idle).toEqual([]);
  });

  test('declares each operation of a collector once', () => {
    for (const { key, operations: own } of aws) expect(new Set(own).size, key).toBe(own.length);
  });
});
