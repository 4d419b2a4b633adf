import type { Call } from './call.ts';

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

export const json = (value: unknown, status = 200): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(value),
});

export const xml = (body: string, status = 200): Answer => ({ status, type: 'text/xml', body });

const escapeXml = (text: string): string =>
  text.replace(/[<>&]/g, (character) => (character === '<' ? '&lt;' : character === '>' ? '&gt;' : '&amp;'));

/** An error in the form the caller's protocol expects; the XML fits the EC2, the query and the S3 dialect at once. */
export const errorAnswer = (call: Call, status: number, code: string, message: string): Answer => {
  if (call.dialect === 'json') return json({ __type: code, message }, status);
  const inner = `<Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>`;
  const nested = `<Errors><Error>${inner}</Error></Errors><Error>${inner}</Error>`;
  return call.service === 's3'
    ? xml(`<Error>${inner}</Error>`, status)
    : xml(`<Response>${nested}${inner}</Response>`, status);
};
