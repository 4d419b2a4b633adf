import { readFileSync } from 'node:fs';

/** The product's version; the build puts the text itself here, so that start-up reads no file. */
declare const CLAIMCHECK_VERSION: string | undefined;

const fromPackage = (): string => {
  const parsed: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const version = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, 'version') : null;
  return typeof version === 'string' ? version : '0.0.0';
};

export const version: string = typeof CLAIMCHECK_VERSION === 'string' ? CLAIMCHECK_VERSION : fromPackage();
