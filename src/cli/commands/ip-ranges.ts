import { RANGES_URL, updateCachedRanges } from '../../collect/web/dns/ip-ranges.ts';
import { downloadText } from '../../collect/web/download.ts';
import type { ExitCode } from '../../domain/result.ts';
import { visible } from '../../domain/text.ts';
import { cacheFolder } from '../cache.ts';
import { publishingPlace, today } from './published.ts';

/**
 * `claimcheck ip-ranges update`: downloads AWS's address ranges into the user's cache, where scans look addresses up in them.
 * Exit code 2, and the old ones stay, when they cannot be had.
 */
export const updateIpRanges = async (from: string = RANGES_URL): Promise<ExitCode> => {
  const updated = await updateCachedRanges(cacheFolder(), today(), downloadText, publishingPlace(from));
  if (!updated.ok) {
    process.stderr.write(`the IP ranges could not be updated: ${visible(updated.problem)}\n`);
    return 2;
  }
  const { prefixes, published, sha256, date, file } = updated.value;
  const edition = `published ${visible(published)}, downloaded ${date}, sha256 ${sha256}`;
  process.stdout.write(`${prefixes} address ranges of AWS, ${edition}\n${file}\n`);
  return 0;
};
