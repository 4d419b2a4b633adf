import { downloadText } from '../../collect/web/download.ts';
import { LIST_URL, updateCachedList } from '../../collect/web/http/hsts-list.ts';
import type { ExitCode } from '../../domain/result.ts';
import { visible } from '../../domain/text.ts';
import { cacheFolder } from '../cache.ts';
import { publishingPlace, today } from './published.ts';

/**
 * `claimcheck hsts-list update`: downloads Chromium's HSTS preload list into the user's cache, where scans look names up in
 * it. Exit code 2, and the old list stays, when it cannot be had.
 */
export const updateHstsList = async (from: string = LIST_URL): Promise<ExitCode> => {
  const updated = await updateCachedList(cacheFolder(), today(), downloadText, publishingPlace(from));
  if (!updated.ok) {
    process.stderr.write(`the HSTS preload list could not be updated: ${visible(updated.problem)}\n`);
    return 2;
  }
  const { entries, sha256, date, file } = updated.value;
  process.stdout.write(`${entries} names that force HTTPS, list of ${date}, sha256 ${sha256}\n${file}\n`);
  return 0;
};
