import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { type DemoRole, demoToken } from '../../portal/app/auth/demo-link.ts';
import { cpuTime } from './cpu-time.ts';
import type { BenchPage } from './pages.ts';

type Portal = { portalUrl: string; demoSecret: string; portalPid: number };

type Measured = { milliseconds: number[] /** Processor time of the portal, for each page. */; cpuMs: number };

/** Enough for a p95 of its own; the first ones, while the code is compiled, do not count. */
const counted = 200;
const warmUp = 100;

/** Milliseconds from asking for the page to its last byte, one after the other on one connection that stays open. */
export async function measureServer(portal: Portal, { role, path }: BenchPage): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const cookie = await signIn(portal, role, agent);
  const url = new URL(path, portal.portalUrl);
  const milliseconds: number[] = [];
  let cpuBefore = 0;
  for (let index = 0; index < warmUp + counted; index += 1) {
    if (index === warmUp) cpuBefore = await cpuTime(portal.portalPid);
    const start = performance.now();
    const answer = await get(url, agent, cookie);
    await text(answer);
    if (index >= warmUp) milliseconds.push(performance.now() - start);
    if (answer.statusCode !== 200) throw new Error(`${path} answers ${answer.statusCode}`);
  }
  agent.destroy();
  return { milliseconds, cpuMs: ((await cpuTime(portal.portalPid)) - cpuBefore) / counted };
}

export const demoLink = (
  { portalUrl, demoSecret }: Pick<Portal, 'portalUrl' | 'demoSecret'>,
  role: DemoRole,
): string => new URL(`/demo/sign-in/${role}?token=${demoToken(demoSecret, role)}`, portalUrl).href;

async function signIn(portal: Portal, role: DemoRole, agent: Agent): Promise<string> {
  const answer = await get(new URL(demoLink(portal, role)), agent, '');
  await text(answer);
  return (answer.headers['set-cookie'] ?? []).map(cookie => cookie.split(';')[0]).join('; ');
}

async function get(url: URL, agent: Agent, cookie: string): Promise<IncomingMessage> {
  const headers = { cookie, accept: 'text/html', 'accept-encoding': 'gzip' };
  const sent = request(url, { agent, headers });
  sent.end();
  const [answer]: IncomingMessage[] = await once(sent, 'response');
  if (answer === undefined) throw new Error('no answer');
  return answer;
}
