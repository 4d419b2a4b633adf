import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExchangeOutput, WebChain } from '../../../../src/domain/web.ts';
import { failed, hop } from '../../../derive/web/http-facts.ts';

/** A file that GnuPG made; see its README. */
export const keyFile = (name: string): Buffer =>
  readFileSync(join(import.meta.dirname, '../../../../fixtures/openpgp', name));

export const served = (bytes: Buffer | string, type = 'text/plain', cut = false): ExchangeOutput => {
  const isText = typeof bytes === 'string';
  return {
    ok: true,
    response: {
      status: 200,
      headers: [['content-type', type]],
      headersCut: false,
      body: isText
        ? { encoding: 'utf8', text: bytes, cut }
        : { encoding: 'base64', text: bytes.toString('base64'), cut },
      tls: null,
    },
  };
};

/** A reader of URLs that finds these, and nothing else. */
export const visitOf = (pages: Readonly<Record<string, ExchangeOutput>>) => {
  const asked: string[] = [];
  return {
    asked,
    chain: async (url: string): Promise<WebChain> => {
      asked.push(url);
      const outcome = pages[url] ?? failed('refused');
      return { hops: [hop(url, outcome)], end: outcome.ok ? 'answered' : 'failed' };
    },
  };
};
