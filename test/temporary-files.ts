import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives a run of the tests a folder of its own for temporary files, and removes it at the end. */
export default function temporaryFiles(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-tests-'));
  process.env['TMPDIR'] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
