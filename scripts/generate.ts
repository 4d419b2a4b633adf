import { emit, staleFiles } from './files.ts';
import { artifactKeys, checkRegistry, collectorRegistry, collectors, reportRegistry } from './registries.ts';

/** Writes every file that is made from code; with `--check` says which are stale and exits 1. */
const check = process.argv.includes('--check');

const found = await collectors();
emit('src/domain/artifact-keys.generated.ts', artifactKeys(found), check);
emit('src/collect/collectors.generated.ts', collectorRegistry(found), check);
emit('checks/index.generated.ts', checkRegistry(), check);
emit('reports/index.generated.ts', reportRegistry(), check);

// The documents are made from the registry, which must have been written first.
const { checks } = await import('../checks/index.generated.ts');
const { checksReadme, readme, schemas } = await import('./documents.ts');
for (const [path, text] of schemas()) emit(path, text, check);
emit('README.md', readme(checks), check);
emit('checks/README.md', checksReadme(checks), check);

if (staleFiles().length > 0) {
  console.error(`stale, run \`npm run gen\`: ${staleFiles().join(', ')}`);
  process.exitCode = 1;
}
