import type { ListServiceFacts, ListServiceInput } from '../../../domain/list-service.ts';
import type {
  DnsInput,
  DnsOutput,
  ExchangeInput,
  ExchangeOutput,
  PreloadInput,
  PreloadListFacts,
} from '../../../domain/web.ts';

/** One GET on one address. Never throws: what went wrong is part of the output. */
export type Exchange = (input: ExchangeInput, signal?: AbortSignal) => Promise<ExchangeOutput>;

/** One DNS question. Never throws. */
export type Resolve = (input: DnsInput, signal?: AbortSignal) => Promise<DnsOutput>;

/** What the HSTS preload list says of a host; null without a list. */
export type AskPreloadList = (input: PreloadInput) => Promise<PreloadListFacts | null>;

/** What the preload list's own service says of a host and its parents; null: it was not asked. */
export type AskListService = (input: ListServiceInput, signal?: AbortSignal) => Promise<ListServiceFacts | null>;

/**
 * All that collecting over HTTP and DNS needs from outside. Inputs and outputs are plain JSON and inputs follow from the
 * endpoint alone, so a port can be wrapped to record and replay.
 */
export interface WebPorts {
  readonly exchange: Exchange;
  readonly resolve: Resolve;
  readonly preload: AskPreloadList;
  /** Left out: the service is not asked. */
  readonly listService?: AskListService;
}
