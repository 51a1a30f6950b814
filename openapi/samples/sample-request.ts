import type { ExampleBody, ExampleRequest } from '../examples/index.ts';
import { fieldValue } from '../examples/serialize-parameter.ts';
import { carriableBody } from './carriable-body.ts';

/** A request as every language writes it: one address, and headers that no client changes or refuses. */
export type SampleRequest = {
  method: string;
  url: string;
  headers: readonly (readonly [string, string])[];
  body: ExampleBody;
};

const token = /^[\w!#$%&'*+.^`|~-]+$/;
/** What an address is made of (RFC 3986, appendix A), less quotes, and brackets, which curl takes for ranges. */
const notInAddress = /[^\w\-.~:/?@!$&()*+,;=%]+|%(?![0-9A-Fa-f]{2})/g;

/** Makes any request safe to be written down. @throws TypeError when `baseUrl` is no URL */
export function toSampleRequest(request: ExampleRequest, baseUrl: string): SampleRequest {
  const { method, path, query } = request;
  const body = carriableBody(request.body);
  const address = `${path}${query === '' ? '' : `?${query}`}`.toWellFormed();
  const typed = body.kind === 'json' || body.kind === 'text' || body.kind === 'binary';
  const headers = [...request.headers, ...(typed ? [['Content-Type', body.contentType] as const] : [])];
  return {
    method: /^[A-Z]+$/.test(method) ? method : 'GET',
    url: new URL(baseUrl).href.replace(/\/$/, '') + address.replace(notInAddress, encodeAll),
    headers: headers
      .filter(([name]) => token.test(name))
      .map(([name, value]) => [name, fieldValue(value)] as const),
    body,
  };
}

/** `encodeURIComponent` leaves the single quote as it is. */
function encodeAll(text: string): string {
  return encodeURIComponent(text).replaceAll("'", '%27');
}
