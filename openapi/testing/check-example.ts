import type { Operation } from '../api-document.ts';
import type { ExampleBody, ExampleRequest } from '../examples/index.ts';
import type { RequestToCheck } from '../validation/index.ts';

/** An example as a server would receive it. Files are left out: only who runs the request has them. */
export function asReceived(operation: Operation, request: ExampleRequest): RequestToCheck {
  const { type, body } = written(request.body);
  const headers = new Map(request.headers.map(([name, value]) => [name.toLowerCase(), value]));
  if (type !== undefined) headers.set('content-type', type);
  return {
    params: pathParams(operation.path, request.path),
    query: request.query,
    header: name => headers.get(name),
    body: Buffer.from(body),
  };
}

function pathParams(template: string, path: string): Record<string, string> {
  const texts = path.split('/');
  const found = template.split('/').flatMap((step, at): [string, string][] => {
    const name = /^\{(.+)\}$/.exec(step)?.[1];
    return name === undefined ? [] : [[name, decodeURIComponent(texts[at] ?? '')]];
  });
  return Object.fromEntries(found);
}

function written(body: ExampleBody): { type?: string; body: string } {
  switch (body.kind) {
    case 'json':
      return { type: body.contentType, body: JSON.stringify(body.value) };
    case 'form':
      return {
        type: body.contentType,
        body: new URLSearchParams(Object.fromEntries(body.fields)).toString(),
      };
    case 'text':
      return { type: body.contentType, body: body.text };
    default:
      return { body: '' };
  }
}
