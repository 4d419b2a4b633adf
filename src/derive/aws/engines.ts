import { storeOfEngine } from '../../parse/aws/engines.ts';

export { storeOfEngine };

const names: Readonly<Record<string, string>> = { documentdb: 'DocumentDB', neptune: 'Neptune', rds: 'RDS' };

/** Name for people of the store behind an engine. */
export const engineStoreName = (engine: string): string => names[storeOfEngine(engine)] ?? 'RDS';
