import type { ExampleRequest } from '../examples/index.ts';
import { fieldValue } from '../examples/serialize-parameter.ts';

/** A request as every language writes it: one address, and headers that no client changes or refuses. */
export type SampleRequest = {
  method: string;
  url: string;
  headers: readonly (readonly [string, string])[];
  body: ExampleRequest['body'];
};

const token = /^[\w!#$%&'*+.^`|~-]+$/;
/** What an address is made of (RFC 3986, appendix A); all else is encoded, and brackets, which curl takes for ranges. */
const notInUrl = /[^A-Za-z0-9\-._~:/?@!$&'()*+,;=%]+|%(?![0-9A-Fa-f]{2})/g;

/** Makes any request safe to be written down. Quotes are encoded in the address, so that no quoting depends on them. */
export function toSampleRequest(request: ExampleRequest, baseUrl: string): SampleRequest {
  const { method, path, query, body } = request;
  const address = `${path}${query === '' ? '' : `?${query}`}`;
  const contentType =
    body.kind === 'none' || body.kind === 'multipart' || body.kind === 'form' ? [] : [body.contentType];
  return {
    method: /^[A-Z]+$/.test(method) ? method : 'GET',
    url:
      new URL(baseUrl).href.replace(/\/$/, '') +
      address.replace(notInUrl, encodeURIComponent).replaceAll("'", '%27'),
    headers: [...request.headers, ...contentType.map(type => ['Content-Type', type] as const)]
      .filter(([name]) => token.test(name))
      .map(([name, value]) => [name, fieldValue(value)] as const),
    body: wellFormed(body),
  };
}

/** Half of a surrogate pair has no UTF-8: it becomes U+FFFD, as in every browser. JSON escapes it instead. */
function wellFormed(body: ExampleRequest['body']): ExampleRequest['body'] {
  switch (body.kind) {
    case 'text':
      return { ...body, text: body.text.toWellFormed() };
    case 'form':
      return {
        ...body,
        fields: body.fields.map(([name, value]) => [name.toWellFormed(), value.toWellFormed()]),
      };
    case 'multipart':
      return {
        ...body,
        parts: body.parts.map(part =>
          part.kind === 'file'
            ? { ...part, name: part.name.toWellFormed() }
            : { ...part, name: part.name.toWellFormed(), text: part.text.toWellFormed() },
        ),
      };
    default:
      return body;
  }
}
