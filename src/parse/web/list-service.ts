import { z } from 'zod';
import { type ListServiceAnswer, listServiceStates } from '../../domain/list-service.ts';
import type { ExchangeOutput } from '../../domain/web.ts';
import { canonicalHost } from './host.ts';

type Said = ListServiceAnswer['said'];

const status = z.object({
  name: z.string().max(300),
  status: z.enum(listServiceStates),
  preloadedDomain: z.string().max(300).default(''),
});

const problem = (text: string): Said => ({ ok: false, problem: text });

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** Reads an answer of the service's `status` call for a domain; all that is no such answer is a problem of its own. */
export const readListStatus = (outcome: ExchangeOutput, domain: string): Said => {
  if (!outcome.ok) return problem(`${outcome.error.kind}: ${outcome.error.detail}`);
  const { status: code, body } = outcome.response;
  if (code !== 200 || body === null) return problem(`it answered with status ${code}`);
  const parsed = status.safeParse(body.encoding === 'utf8' && !body.cut ? parseJson(body.text) : null);
  if (!parsed.success) return problem('its answer is not of the promised shape');
  if (canonicalHost(parsed.data.name) !== domain) return problem('it answered for another name');
  return { ok: true, state: parsed.data.status, by: canonicalHost(parsed.data.preloadedDomain) };
};
