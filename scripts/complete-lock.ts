import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './files.ts';

/**
 * `npm run lock`, after any change of dependencies: adds the binaries of other platforms that the registry at hand does not
 * carry. npm leaves those out of the lock file, and then refuses to `npm ci` from it anywhere.
 */
interface Entry {
  readonly version: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

const systems = ['android', 'darwin', 'linux', 'freebsd', 'win32', 'openharmony', 'netbsd', 'openbsd', 'sunos', 'aix'];
const processors = ['arm64', 'x64', 'arm', 'ppc64', 'riscv64', 's390x', 'ia32', 'loong64', 'mips64el', 'wasm32'];
const libraries: Readonly<Record<string, string>> = {
  musl: 'musl',
  musleabihf: 'musl',
  gnu: 'glibc',
  gnueabihf: 'glibc',
};

const file = join(root, 'package-lock.json');
const lock: { packages: Record<string, Entry> } = JSON.parse(readFileSync(file, 'utf8'));
const packages = { ...lock.packages };

/** What npm writes of a binary package, read off its name, e.g. `@rolldown/binding-linux-arm64-musl`. */
const platformEntry = (name: string, version: string): Entry => {
  const words = name.split(/[/-]/);
  const [os, cpu] = [systems.filter((one) => words.includes(one)), processors.filter((one) => words.includes(one))];
  const libc = words.flatMap((word) => libraries[word] ?? []);
  return {
    version,
    ...(cpu.length > 0 ? { cpu } : {}),
    dev: true,
    ...(libc.length > 0 ? { libc } : {}),
    optional: true,
    ...(os.length > 0 ? { os } : {}),
  };
};

let added = 0;
for (const [path, { optionalDependencies = {} }] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(optionalDependencies)) {
    const [shared, own] = [`node_modules/${name}`, `${path}/node_modules/${name}`];
    const version = range.replace(/^[~^]/, '');
    const there = packages[shared];
    if (packages[own] || there?.version === version || (there && range !== version)) continue;
    packages[there ? own : shared] = platformEntry(name, version);
    added += 1;
  }
}
const sorted = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
writeFileSync(file, `${JSON.stringify({ ...lock, packages: sorted }, null, 2)}\n`);
console.log(`added ${added} packages of other platforms`);
