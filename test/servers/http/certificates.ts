export type { Authority, ServerIdentity } from '../../../src/cli/demo/certificates.ts';
export { createAuthority } from '../../../src/cli/demo/certificates.ts';
