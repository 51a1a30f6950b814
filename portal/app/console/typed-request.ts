import type { ExampleBody, ExampleRequest } from '@ck/openapi/examples';
import type { ConsoleRequest } from './envelope.ts';

/** A request as Swagger UI builds it from its form. */
export type BuiltRequest = { url: string; method: string; headers?: Record<string, string>; body?: unknown };

/** Bytes and content type of whatever a form gives: text, files, form fields. */
async function bytesOf(body: unknown): Promise<{ bytes: Uint8Array; type: string | null } | undefined> {
  if (body === undefined || body === null || body === '') return undefined;
  const carried =
    typeof body === 'string' || body instanceof FormData || body instanceof Blob
      ? body
      : JSON.stringify(body);
  const probe = new Response(carried);
  const bytes = new Uint8Array(await probe.arrayBuffer());
  // Only a form's own type names the boundary that its bytes have.
  return { bytes, type: body instanceof FormData ? probe.headers.get('content-type') : null };
}

/** What the portal is asked to send. */
export async function toConsoleRequest(
  built: BuiltRequest,
  { address, ...whose }: Pick<ConsoleRequest, 'keyId' | 'environment'> & { address: string },
): Promise<ConsoleRequest> {
  const body = await bytesOf(built.body);
  const headers = Object.entries(built.headers ?? {}).filter(([name]) => isSent(name, body?.type));
  if (typeof body?.type === 'string') headers.push(['Content-Type', body.type]);
  return {
    ...whose,
    method: built.method.toUpperCase(),
    path: pathBehind(built.url, address),
    headers,
    ...(body !== undefined && { body: base64Of(body.bytes) }),
  };
}

const isSent = (name: string, type: string | null | undefined) =>
  !(typeof type === 'string' && name.toLowerCase() === 'content-type');

/** The request as samples tell it. Files are told by name: whoever runs the sample has one. */
export function toSampleRequest(built: BuiltRequest, address: string): ExampleRequest {
  const [path = '/', query = ''] = pathBehind(built.url, address).split(/\?(.*)/s);
  const all = Object.entries(built.headers ?? {});
  const contentType = all.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? 'text/plain';
  const headers = all.filter(([name]) => name.toLowerCase() !== 'content-type');
  return {
    method: built.method.toUpperCase(),
    ...{ path, query, headers },
    body: sampleBodyOf(built.body, contentType),
  };
}

/** A body as samples tell it: text, a file, or the fields of a form. */
export function sampleBodyOf(body: unknown, contentType: string): ExampleBody {
  if (body === undefined || body === null || body === '') return { kind: 'none' };
  if (body instanceof FormData) return multipartOf(body);
  if (body instanceof File) return { kind: 'binary', contentType, fileName: body.name };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  if (contentType.includes('x-www-form-urlencoded'))
    return { kind: 'form', contentType, fields: [...new URLSearchParams(text)] };
  if (contentType.includes('json'))
    try {
      return { kind: 'json', contentType, value: JSON.parse(text) };
    } catch {
      // What is being typed is no JSON yet; the sample sends it as it stands.
    }
  return { kind: 'text', contentType, text };
}

function multipartOf(form: FormData): ExampleBody {
  const parts = [...form].map(([name, value]) =>
    typeof value === 'string'
      ? ({ kind: 'text', name, text: value } as const)
      : ({
          kind: 'file',
          name,
          fileName: value.name,
          contentType: value.type === '' ? 'application/octet-stream' : value.type,
        } as const),
  );
  return { kind: 'multipart', contentType: 'multipart/form-data', parts };
}

/** What comes after the endpoint's address; Swagger UI puts that before every path. */
function pathBehind(url: string, address: string): string {
  const { pathname, search } = new URL(url);
  const base = new URL(address).pathname.replace(/\/$/, '');
  const path = pathname.startsWith(base) ? pathname.slice(base.length) : pathname;
  return `${path === '' ? '/' : path}${search}`;
}

function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 32_768)
    text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}
