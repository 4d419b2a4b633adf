import type { Gap, Read } from '../../domain/gap.ts';
import { known, mapRead, unread } from '../../domain/gap.ts';
import type { Scope, ScopedGap } from '../../domain/slice.ts';
import type { Json, JsonObject } from '../json.ts';
import { canonicalJson } from '../json.ts';
import { gapOf } from './failure.ts';
import type { OperationName, OutputOf } from './operations/index.ts';
import { operationOf } from './operations/index.ts';
import { parseTolerantly } from './tolerant.ts';
import type { AwsRequest, AwsTransport } from './transport.ts';
import { AwsFailure } from './transport.ts';

/** Items of a list, and the gaps where a page could not be read: what came before it is kept. */
export interface Listed<T> {
  readonly items: readonly T[];
  readonly gaps: readonly ScopedGap[];
}

/** AWS as one collector sees it in one account and region: only the operations it declared, only parsed answers. */
export interface AwsPort<Op extends OperationName> {
  readonly account: string;
  /** `global` for collectors that run once per account. */
  readonly region: string;
  /** One call. An answer of another shape than promised is a `malformed` gap. */
  read<O extends Op>(operation: O, input?: JsonObject, at?: { readonly region: string }): Promise<Read<OutputOf<O>>>;
  /** One call whose declared "not configured" error codes are an answer: null. */
  readOptional<O extends Op>(
    operation: O,
    input?: JsonObject,
    at?: { readonly region: string },
  ): Promise<Read<OutputOf<O> | null>>;
  /** A whole paged list. `pick` takes the items of a page. */
  list<O extends Op, T>(
    operation: O,
    pick: (page: OutputOf<O>) => readonly T[] | undefined,
    input?: JsonObject,
  ): Promise<Listed<T>>;
  /** A gap of this collector's own, when an answer that came cannot be used. */
  gap(operation: Op, gap: Gap): ScopedGap;
}

/** `value` is null where a declared "not configured" error code was the answer. */
interface Answer<O extends OperationName> {
  readonly raw: JsonObject;
  readonly value: OutputOf<O> | null;
  /** List elements that were left out, for not being of the promised shape. */
  readonly dropped: readonly string[];
}

/**
 * AWS sends an empty list as such. An answer without any is somebody else's: a proxy's or portal's page, which the SDK
 * parses to nothing at all, must not pass for an empty account.
 */
const holdsList = (raw: JsonObject): boolean => Object.values(raw).some(Array.isArray);

/** Longest list that is followed; beyond it the rest is a gap, never silence. */
const pageLimit = 2_000;

export const evidenceName = (request: AwsRequest): string =>
  `aws/${request.account}/${request.region}/${request.service}/${request.operation}`;

/** Answers by request, shared by all collectors of a run: each call is made once however many need it. */
export type Answers = Map<string, Promise<JsonObject>>;

/**
 * The port over a transport. `asked` collects the names of the evidence streams this collector touched.
 * Nothing here rejects: every failure is a Gap.
 */
export const createPort = (
  transport: AwsTransport,
  answers: Answers,
  place: { readonly account: string; readonly region: string },
  asked: Set<string>,
): AwsPort<OperationName> => {
  const scope: Scope = { type: 'aws', ...place };

  const send = (name: OperationName, input: JsonObject, region: string): Promise<JsonObject> => {
    const [service = '', operation = ''] = name.split(':');
    const declared = operationOf(name);
    const request: AwsRequest = {
      account: place.account,
      region: declared.global ? 'global' : region,
      service,
      operation,
      input: { ...input, ...(declared.paging?.size ?? {}) },
    };
    asked.add(evidenceName(request));
    const key = `${evidenceName(request)} ${canonicalJson(request.input)}`;
    const made = answers.get(key) ?? transport.send(request);
    answers.set(key, made);
    return made;
  };

  const ask = async <O extends OperationName>(
    name: O,
    input: JsonObject,
    region: string,
    tolerant = false,
  ): Promise<Read<Answer<O>>> => {
    try {
      const raw = await send(name, input, region);
      const { output } = operationOf(name);
      const parsed = output.safeParse(raw);
      if (parsed.success) return known({ raw, value: parsed.data, dropped: [] });
      const tolerated = tolerant ? parseTolerantly(output, raw) : null;
      if (tolerated !== null) return known({ raw, ...tolerated });
      const [issue] = parsed.error.issues;
      const detail = `${name} answered without ${issue?.path.join('.') || 'the promised fields'}: ${issue?.message ?? ''}`;
      return unread({ kind: 'malformed', detail: detail.slice(0, 500) });
    } catch (error) {
      const { absent = [], action } = operationOf(name);
      if (error instanceof AwsFailure && absent.includes(error.name))
        return known({ raw: {}, value: null, dropped: [] });
      return unread(gapOf(error, action));
    }
  };

  return {
    ...place,
    read: async (name, input = {}, at = place) => {
      const answer = await ask(name, input, at.region);
      if (!answer.ok) return answer;
      if (answer.value.value !== null) return known(answer.value.value);
      return unread({ kind: 'malformed', detail: `${name} says that there is none` });
    },
    readOptional: async (name, input = {}, at = place) =>
      mapRead(await ask(name, input, at.region), ({ value }) => value),
    list: async (name, pick, input = {}) => {
      const { paging } = operationOf(name);
      const items = [];
      const gaps: ScopedGap[] = [];
      let token: string | null = null;
      for (let page = 0; page < pageLimit; page += 1) {
        const answer: Read<Answer<typeof name>> = await ask(
          name,
          paging && token !== null ? { ...input, [paging.in]: token } : input,
          place.region,
          true,
        );
        if (!answer.ok) return { items, gaps: [...gaps, { scope, what: name, gap: answer.gap }] };
        const { raw, value, dropped }: Answer<typeof name> = answer.value;
        gaps.push(...dropped.map((detail) => ({ scope, what: name, gap: { kind: 'malformed', detail } }) as const));
        if (value !== null) {
          if (!holdsList(raw))
            return {
              items,
              gaps: [
                ...gaps,
                { scope, what: name, gap: { kind: 'malformed', detail: `${name} answered without a list` } },
              ],
            };
          items.push(...(pick(value) ?? []));
        }
        const next: Json | undefined = paging ? raw[paging.out] : null;
        if (typeof next !== 'string' || next === '') return { items, gaps };
        if (next === token) break;
        token = next;
      }
      const gap: Gap = { kind: 'malformed', detail: `${name} hands out pages without end` };
      return { items, gaps: [...gaps, { scope, what: name, gap }] };
    },
    gap: (what, gap) => ({ scope, what, gap }),
  };
};
