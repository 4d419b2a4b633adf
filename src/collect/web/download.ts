/** What a step that can fail brought, or the reason in words. */
export type Brought<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

/** Brings the text behind a URL, at most `limit` bytes; throws with the reason otherwise. */
export type Download = (url: string, limit: number) => Promise<string>;

/** fetch says `fetch failed`, and why only in its cause. */
export const reason = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
};

/** The live download of a published list: verified TLS, whole or not at all, from the very place that was named. */
export const downloadText: Download = async (url, limit) => {
  const response = await fetch(url, { signal: AbortSignal.timeout(120_000), redirect: 'error' });
  if (!response.ok || response.body === null) throw new Error(`${url} answered with status ${response.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) throw new Error(`${url} sent more than ${limit} bytes`);
  }
  return Buffer.concat(chunks).toString('utf8');
};
