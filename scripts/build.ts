import { chmodSync, cpSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './files.ts';

/**
 * Bundles the command line into `dist/`, or the folder named: small lazy chunks. `mainFields` takes the SDK's ES modules,
 * which tree-shake; its CommonJS files do not. Run-time dependencies stay outside: they are loaded when first needed.
 */
const manifest: { readonly version: string; readonly dependencies: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);
const [target = join(root, 'dist')] = process.argv.slice(2);
const dist = resolve(target);
rmSync(dist, { recursive: true, force: true });

// Ink reaches for the React developer tools only when DEV=true.
const devtools = '\0react-devtools-core';

const bundle = await rolldown({
  input: { main: join(root, 'src/cli/main.ts') },
  platform: 'node',
  external: Object.keys(manifest.dependencies),
  resolve: { mainFields: ['module', 'main'] },
  transform: {
    define: { CLAIMCHECK_VERSION: JSON.stringify(manifest.version), 'process.env.NODE_ENV': '"production"' },
  },
  plugins: [
    {
      name: 'no-devtools',
      resolveId: (id) => (id === 'react-devtools-core' ? devtools : null),
      load: (id) => (id === devtools ? 'export default { initialize() {}, connectToDevTools() {} };' : null),
    },
  ],
  onLog: (level, log, handle) => {
    // The SDK's own modules import each other in circles; nothing of ours does (see the direction rules).
    if (log.code !== 'CIRCULAR_DEPENDENCY') handle(level, log);
  },
});
await bundle.write({
  dir: dist,
  format: 'esm',
  minify: true,
  entryFileNames: '[name].mjs',
  chunkFileNames: 'chunks/[name]-[hash].mjs',
});
cpSync(join(root, 'fixtures/demo'), join(dist, 'demo'), { recursive: true });
chmodSync(join(dist, 'main.mjs'), 0o755);
