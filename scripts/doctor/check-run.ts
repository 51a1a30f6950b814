import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { isOurs } from '../start/process-identity.ts';
import { root } from '../start/settings.ts';
import type { Finding } from './finding.ts';

const runFile = z.looseObject({
  portal: z.string(),
  mail: z.string(),
  pids: z.record(z.string(), z.union([z.number(), z.array(z.number())])),
});

type Run = z.output<typeof runFile>;

const answerMs = 2_000;

/** The run of this folder that is ready; undefined for none. */
export async function findRun(folder: string): Promise<Run | undefined> {
  const holder = Number(await readFile(join(folder, 'start.lock'), 'utf8').catch(() => '0'));
  if (!(await isOurs(holder, join(root, 'scripts/start/main.ts')))) return undefined;
  const text = await readFile(join(folder, 'run.json'), 'utf8').catch(() => '{}');
  return runFile.safeParse(JSON.parse(text)).data;
}

/** Whether the system runs, and takes mail. */
export async function checkRun(run: Run | undefined, smtpUrl: string | undefined): Promise<Finding[]> {
  const about: Finding =
    run === undefined
      ? { kind: 'fine', name: 'Running', text: 'nothing runs in this folder' }
      : { kind: 'fine', name: 'Running', text: `yes, the portal is at ${run.portal}` };
  if (run === undefined && smtpUrl === undefined)
    return [about, { kind: 'fine', name: 'Mail', text: 'caught by npm start itself, once it runs' }];
  return [about, smtpUrl === undefined ? await checkPage(run?.mail ?? '') : await checkSmtp(smtpUrl)];
}

async function checkPage(address: string): Promise<Finding> {
  const answers = await fetch(address, { signal: AbortSignal.timeout(answerMs) }).then(
    response => response.ok,
    () => false,
  );
  if (answers) return { kind: 'fine', name: 'Mail', text: `caught; read at ${address}` };
  return { kind: 'remark', name: 'Mail', text: `${address} does not answer.\nIts log: logs/mail.log` };
}

async function checkSmtp(smtpUrl: string): Promise<Finding> {
  const { hostname, port, protocol } = new URL(smtpUrl);
  const place = { host: hostname, port: Number(port) || (protocol === 'smtps:' ? 465 : 587) };
  const reached = await new Promise<boolean>(resolve => {
    const socket = connect({ ...place, timeout: answerMs });
    const end = (fine: boolean) => {
      socket.destroy();
      resolve(fine);
    };
    socket
      .on('connect', () => end(true))
      .on('error', () => end(false))
      .on('timeout', () => end(false));
  });
  const where = `${place.host}:${place.port}`;
  if (reached) return { kind: 'fine', name: 'Mail', text: `SMTP_URL: ${where} can be reached` };
  const text = `SMTP_URL: ${where} cannot be reached, so no mail would leave.\nCorrect SMTP_URL, or unset it to have mails caught.`;
  return { kind: 'remark', name: 'Mail', text };
}
