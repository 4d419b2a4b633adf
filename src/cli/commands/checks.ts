import { checks as registry } from '../../../checks/index.generated.ts';
import { suggestion } from '../../claims/nearest.ts';
import type { RegisteredCheck } from '../../domain/check.ts';
import type { Kind, KindInfo } from '../../domain/kinds.ts';
import { kinds } from '../../domain/kinds.ts';
import type { ExitCode } from '../../domain/result.ts';
import { actionsFor } from '../actions.ts';
import { UsageError } from '../usage.ts';

const describe = (check: RegisteredCheck) => ({
  id: check.id,
  family: check.family,
  title: check.title,
  why: check.why,
  decides: check.decides,
  needs: check.needs,
  reasons: Object.entries(check.reasons).map(([id, reason]) => ({
    id,
    status: reason.status,
    text: reason.text,
    fix: reason.status === 'fail' ? reason.fix : null,
  })),
  whenEmpty: check.whenEmpty,
  notShown: check.notShown,
  permissions: actionsFor(check.needs),
});

const kindEntries = (): readonly (KindInfo & { readonly kind: string; readonly checks: readonly string[] })[] =>
  Object.entries(kinds).map(([kind, info]) => ({ kind, ...info, checks: deciding(kind) }));

const deciding = (kind: string): readonly string[] =>
  registry.filter(({ decides }) => decides.some((one) => one === kind)).map(({ id }) => id);

const isKind = (id: string): id is Kind => Object.hasOwn(kinds, id);

/** `claimcheck checks [ID]`: lists checks and kinds, or explains one of them. */
export const checks = (id: string | undefined, json: boolean): ExitCode => {
  if (id === undefined) write(json, { kinds: kindEntries(), checks: registry.map(describe) }, listing);
  else if (isKind(id)) write(json, { kind: id, ...kinds[id], checks: deciding(id) }, () => kindText(id));
  else write(json, describe(find(id)), () => checkText(find(id)));
  return 0;
};

const write = (json: boolean, value: object, text: () => string): void => {
  process.stdout.write(json ? `${JSON.stringify(value, null, 2)}\n` : text());
};

const find = (id: string): RegisteredCheck => {
  const check = registry.find((one) => one.id === id);
  if (check) return check;
  throw new UsageError(
    `no check or kind "${id}"${suggestion(id, [...registry.map((one) => one.id), ...Object.keys(kinds)])}`,
  );
};

const listing = (): string => {
  const width = Math.max(...registry.map((check) => check.id.length), 20) + 2;
  const implemented = kindEntries().map(({ kind, title, checks: ids, decidedBy }) => {
    const by = ids.length > 0 ? ids.join(', ') : decidedBy === 'document' ? '(a document)' : '(not implemented yet)';
    return `  ${kind.padEnd(width)}${title}\n  ${''.padEnd(width)}  ${by}`;
  });
  const listed = registry.map((check) => `  ${check.id.padEnd(width)}${check.title}`);
  return ['Kinds of claims', ...implemented, '', 'Checks', ...listed, '', 'More: claimcheck checks ID', ''].join('\n');
};

const kindText = (kind: Kind): string => {
  const { title, means, severity, decidedBy } = kinds[kind];
  const ids = deciding(kind);
  return [
    `${kind}: ${title}`,
    `  means       ${means}`,
    `  severity    ${severity}`,
    `  decided by  ${decidedBy}`,
    `  checks      ${ids.length > 0 ? ids.join(', ') : 'none yet'}`,
    '',
  ].join('\n');
};

const checkText = (check: RegisteredCheck): string => {
  const shown = describe(check);
  return [
    `${check.id}: ${check.title}`,
    `  why       ${check.why}`,
    `  decides   ${check.decides.join(', ')}`,
    `  needs     ${check.needs.join(', ')}`,
    ...(shown.permissions.length > 0 ? [`  allows    ${shown.permissions.join(', ')}`] : []),
    '  says',
    ...shown.reasons.flatMap(({ id, status, text, fix }) => [
      `    ${status === 'pass' ? 'ok  ' : 'FAIL'} ${id}: ${text}`,
      ...(fix === null ? [] : [`         fix: ${fix}`]),
    ]),
    `    n/a  empty: ${check.whenEmpty}`,
    ...(check.notShown.length > 0 ? ['  does not show', ...check.notShown.map((text) => `    ${text}`)] : []),
    '',
  ].join('\n');
};
