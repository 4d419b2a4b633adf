import type { Key } from 'openpgp';
import { endpointName, endpointOfUrl } from '../../../domain/claim.ts';
import { known, type Read, unread } from '../../../domain/gap.ts';
import type { PublishedKeys } from '../../../domain/openpgp.ts';
import type { WebChain } from '../../../domain/web.ts';
import { findKeyMaterial, keyAddress } from '../../../parse/web/armor.ts';
import type { Visit } from '../http/visit.ts';
import { type LoadOpenPgp, loadOpenPgp, openKeys, readPgpKey } from './open-pgp.ts';

const KEY_BYTES = 256 * 1024;

/** Published keys, and the library's own form of them. */
export interface OpenedKeys {
  readonly published: PublishedKeys;
  readonly opened: readonly Key[];
}

const keysIn = async ({ hops }: WebChain, load: LoadOpenPgp): Promise<Read<readonly Key[]> | null> => {
  const last = hops.at(-1)?.outcome;
  const body = last?.ok === true ? last.response.body : null;
  const material = body === null ? null : findKeyMaterial(body);
  if (body?.cut === true && (material === null || material.form === 'binary')) {
    return unread({ kind: 'malformed', detail: `the answer is longer than ${KEY_BYTES / 1024} KB` });
  }
  return material === null ? null : openKeys(material, load);
};

/** Reads the OpenPGP keys at an absolute https URL, or behind a Keybase profile; at most 256 KB of them. Never fails. */
export const readPublishedKeys = async (
  url: string,
  visit: Pick<Visit, 'chain'>,
  load: LoadOpenPgp = loadOpenPgp,
): Promise<OpenedKeys> => {
  const chain = await visit.chain(keyAddress(url), KEY_BYTES);
  const read = await keysIn(chain, load);
  const opened = read?.ok === true ? read.value : [];
  const keys = read?.ok === true ? known(await Promise.all(opened.map(readPgpKey))) : read;
  return { published: { url, endpoint: endpointName(endpointOfUrl(url)), chain, keys }, opened };
};
