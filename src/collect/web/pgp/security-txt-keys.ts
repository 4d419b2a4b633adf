import type { SecurityTxtFacts, WebChain } from '../../../domain/web.ts';
import { headerValues } from '../../../parse/web/location.ts';
import { parseSecurityTxt } from '../../../parse/web/security-txt.ts';
import type { Visit } from '../http/visit.ts';
import { type LoadOpenPgp, loadOpenPgp } from './open-pgp.ts';
import { readPublishedKeys } from './published-keys.ts';
import { readSignatures } from './signed-text.ts';

/** Addresses of keys that are followed; a file names one, or one more while keys change. */
const MAX_KEYS = 3;
const MAX_URL = 2048;

type Keys = Pick<SecurityTxtFacts, 'keys' | 'signatures'>;

const NONE: Keys = { keys: [], signatures: null };

const isHttps = (uri: string): boolean =>
  uri.length <= MAX_URL && URL.canParse(uri) && new URL(uri).protocol === 'https:';

/** Reads the keys that a security.txt names in its Encryption fields, and checks its signature with them. */
export const readSecurityTxtKeys = async (
  { hops }: WebChain,
  visit: Pick<Visit, 'chain'>,
  load: LoadOpenPgp = loadOpenPgp,
): Promise<Keys> => {
  const last = hops.at(-1)?.outcome;
  if (last?.ok !== true || last.response.status !== 200 || last.response.body === null) return NONE;
  const { body, headers } = last.response;
  // The clock decides on expiry alone, which is no matter here.
  const file = parseSecurityTxt({ contentType: headerValues(headers, 'content-type'), body, urls: [], now: 0 });
  const urls = [...new Set(file.encryption.filter(isHttps))].slice(0, MAX_KEYS);
  const keys = await Promise.all(urls.map((url) => readPublishedKeys(url, visit, load)));
  return {
    keys: keys.map(({ published }) => published),
    signatures: file.signed ? await readSignatures(body.text, keys, load) : null,
  };
};
