import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { LocalSlack } from './engine.ts';
import { parseJson } from './json.ts';
import { runPageAct } from './page-acts.ts';
import { pageState } from './page-state.ts';

const host = '127.0.0.1';
const bodyMax = 1_000_000;
const folder = join(import.meta.dirname, 'page');

const files: Readonly<Record<string, string>> = {
  'page.css': 'text/css',
  'blocks.css': 'text/css',
  ...Object.fromEntries(
    [
      'main',
      'dom',
      'mrkdwn',
      'texts',
      'blocks',
      'controls',
      'choices',
      'inputs',
      'modals',
      'messages',
      'side',
    ].map(name => [`${name}.js`, 'text/javascript']),
  ),
};

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const usual = {
  'Content-Security-Policy': policy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

/** The local Slack on loopback: its page, and what the bot calls. */
export async function startLocalSlackServer(port: number, make: (baseUrl: string) => LocalSlack) {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, resolve);
  });
  const own = (server.address() as AddressInfo).port;
  const url = `http://${host}:${own}`;
  const slack = make(url);
  const hosts = [`${host}:${own}`, `localhost:${own}`];
  server.on('request', (request, response) => {
    serve(slack, hosts, request, response).catch(() => {
      if (!response.headersSent) end(response, 500, 'The local Slack failed.');
    });
  });
  return { url, slack, stop: () => stop(server) };
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise(resolve => server.close(resolve));
  // Pages keep their stream of events open for as long as they are.
  server.closeAllConnections();
  await closed;
}

async function serve(
  slack: LocalSlack,
  hosts: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { headers, method, url = '/' } = request;
  // A page of somebody else, or a name of somebody else that leads here, gets nothing.
  const foreign = headers.origin !== undefined && !hosts.some(known => headers.origin === `http://${known}`);
  if (foreign || !hosts.includes(headers.host ?? '')) return end(response, 403, 'Only for this machine.');
  const { pathname, searchParams } = new URL(url, `http://${hosts[0]}`);
  if (method === 'POST' && pathname === '/act') return await act(slack, request, response);
  if (method === 'POST') return await passOn(slack, request, response);
  if (method !== 'GET') return end(response, 405, 'GET or POST.');
  if (pathname === '/events') return streamState(slack, searchParams.get('person') ?? '', response);
  // Permanent links of messages lead to the page.
  if (pathname === '/' || pathname.startsWith('/archives/'))
    return await sendFile(response, 'index.html', 'text/html');
  const name = pathname.replace('/page/', '');
  const type = Object.hasOwn(files, name) ? files[name] : undefined;
  if (type === undefined) return end(response, 404, 'There is nothing here.');
  await sendFile(response, name, type);
}

async function act(slack: LocalSlack, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!request.headers['content-type']?.startsWith('application/json'))
    return end(response, 415, 'JSON is wanted.');
  const body = await readBody(request);
  if (body === undefined) return end(response, 413, 'This is too much.');
  const fault = await runPageAct(slack.means, parseJson(body));
  if (fault === undefined) end(response, 204);
  else end(response, 409, fault);
}

/** A call of the bot: the Web API, or an answer to a response address. */
async function passOn(slack: LocalSlack, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  if (body === undefined) return end(response, 413, 'This is too much.');
  const { authorization, 'content-type': contentType = '' } = request.headers;
  const headers = { 'Content-Type': contentType, ...(authorization && { Authorization: authorization }) };
  const init = { method: 'POST', headers, body };
  const answer = await slack.handleHttp(new Request(`http://${host}${request.url}`, init));
  const type = answer.headers.get('content-type') ?? 'text/plain';
  end(response, answer.status, await answer.text(), type);
}

/** The state of one person, at first and after every change; many changes at once are one. */
function streamState({ workspace }: LocalSlack, id: string, response: ServerResponse): void {
  const [first] = workspace.people.values();
  const person = workspace.people.get(id) ?? first;
  if (person === undefined) return end(response, 404, 'Nobody is here.');
  response.writeHead(200, { ...usual, 'Content-Type': 'text/event-stream' });
  let planned: NodeJS.Immediate | undefined;
  const send = () => {
    planned = undefined;
    response.write(`data: ${JSON.stringify(pageState(workspace, person))}\n\n`);
  };
  const leave = workspace.onChange(() => {
    planned ??= setImmediate(send);
  });
  response.on('close', () => {
    leave();
    clearImmediate(planned);
  });
  send();
}

async function sendFile(response: ServerResponse, name: string, type: string): Promise<void> {
  end(response, 200, await readFile(join(folder, name), 'utf8'), `${type}; charset=utf-8`);
}

function end(response: ServerResponse, status: number, text = '', type = 'text/plain'): void {
  response.writeHead(status, { ...usual, ...(text !== '' && { 'Content-Type': type }) }).end(text);
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    size += piece.length;
    if (size > bodyMax) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
