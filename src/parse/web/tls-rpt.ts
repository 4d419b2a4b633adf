/** Whether a TXT record is one of SMTP TLS reporting (RFC 8460 section 3). */
export const isTlsRpt = (txt: string): boolean => /^v=TLSRPTv1[ \t]*(?:;|$)/.test(txt);

const URI = /^(?:mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/i;

/** The addresses that reports go to; null: it names none, or one that is none. */
export const tlsReportAddresses = (txt: string): readonly string[] | null => {
  const [, ...fields] = txt.split(';').map((field) => field.trim());
  const rua = fields.find((field) => /^rua[ \t]*=/.test(field));
  const uris = (rua ?? '')
    .replace(/^rua[ \t]*=/, '')
    .split(',')
    .map((uri) => uri.trim());
  return uris.every((uri) => URI.test(uri)) ? uris : null;
};
