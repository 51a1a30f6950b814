import type { Answer } from './answers.ts';
import { type Fields, fieldsOf, parseJson } from './json.ts';
import type { RespondAnswer } from './respond.ts';

export type HttpMeans = {
  webApi(method: string, args: Fields, bearer: string | undefined): Answer;
  respond(id: string, body: Fields): RespondAnswer;
};

/** `/api/<method>` and `/respond/<id>` as Slack serves them, on whatever host the request was sent to. */
export async function handleHttp(means: HttpMeans, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const [, place, name = ''] = /^\/(api|respond)\/([\w.-]+)$/.exec(pathname) ?? [];
  if (place === undefined || request.method !== 'POST') return new Response('not found', { status: 404 });
  const body = await readBody(request);
  if (place === 'respond') {
    const { status, text } = means.respond(name, body);
    return new Response(text, { status });
  }
  const { token, ...args } = body;
  const bearer = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
  return Response.json(means.webApi(name, args, bearer ?? (typeof token === 'string' ? token : undefined)));
}

/** Arguments that travel in a form as JSON in a string; any other is a text, whatever it looks like. */
const inJson = ['view', 'blocks', 'attachments', 'metadata'];

async function readBody(request: Request): Promise<Fields> {
  const text = await request.text();
  if (request.headers.get('content-type')?.includes('json')) return fieldsOf(parseJson(text));
  const fields = [...new URLSearchParams(text)].map(([name, value]) => {
    return [name, inJson.includes(name) ? (parseJson(value) ?? value) : value] as const;
  });
  return Object.fromEntries(fields);
}
