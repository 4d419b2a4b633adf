import type { HostingFacts } from './hosting.ts';
import type { Slice } from './slice.ts';
import type { HttpFacts } from './web.ts';

/**
 * Artifacts that tell where public names lead; `web.found.*` of those that AWS artifacts tell of, other than the endpoints
 * asked for.
 */
export interface NameArtifacts {
  readonly 'web.hosting': Slice<HostingFacts>;
  readonly 'web.found.http': Slice<HttpFacts>;
  readonly 'web.found.hosting': Slice<HostingFacts>;
}
