import { stableJson } from '../src/domain/json.ts';
import type { ReportFormat } from '../src/domain/result.ts';

/** The result itself: the one source of truth, every other format is a view of it. Equal results give equal bytes. */
export default {
  id: 'json',
  title: 'JSON by the published schema',
  extension: 'json',
  render: (result) => `${stableJson(result, 2)}\n`,
} satisfies ReportFormat;
