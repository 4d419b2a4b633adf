import { UsageError } from '../usage.ts';

/** The place that a list is downloaded from: whatever answers there is believed, so it must prove who it is. */
export const publishingPlace = (from: string): string => {
  if (URL.canParse(from) && new URL(from).protocol === 'https:') return from;
  throw new UsageError(`--from "${from}": write an https URL`);
};

export const today = (): string => new Date().toISOString().slice(0, 10);
