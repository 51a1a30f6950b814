import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { createLog } from '@ck/shared/process';
import { suiteDatabase } from '@ck/shared/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CertificateFiles, CertificateWatch, readCertificate } from './certificate.ts';
import { startScene } from './testing/scene.ts';
import { selfSigned } from './testing/self-signed.ts';

suiteDatabase();
const [own, renewed] = [selfSigned(), selfSigned()];
let folder: string;
let files: CertificateFiles;

async function put({ cert, key }: { cert: string; key: string }): Promise<void> {
  await writeFile(files.keyFile, key, { mode: 0o600 });
  await writeFile(files.certFile, cert);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ck-certificate-'));
  files = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
  await put(own);
});
afterAll(async () => await rm(folder, { recursive: true }));

test('with a certificate the port speaks TLS and nothing else, and the upstream is told so', async () => {
  const scene = await startScene(undefined, {}, {}, { tls: files });
  expect(scene.url).toMatch(/^https:/);
  const sent = request(`${scene.url}/orders`, {
    ca: own.cert,
    servername: 'localhost',
    headers: { 'X-Api-Key': scene.texts.sandbox },
  });
  sent.end();
  const [answer] = await once(sent, 'response');
  await buffer(answer);
  expect(answer.statusCode).toBe(200);
  expect(scene.upstream.received[0]?.headers['x-forwarded-proto']).toBe('https');
  await expect(fetch(scene.url.replace('https:', 'http:'))).rejects.toThrow();
  await scene.close();
});

test('a renewed certificate is used from the next connection on; one without its key changes nothing', async () => {
  await put(own);
  const server = createServer(readCertificate(files));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const said: string[] = [];
  const heard = () => new Promise<void>(resolve => (tell = resolve));
  let tell = () => {};
  const note = (_: unknown, words: string) => {
    said.push(words);
    tell();
  };
  const log = Object.assign(createLog('test', 'silent'), { info: note, error: note });
  const watch = new CertificateWatch(files, server, log, 20);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const shown = async () => {
    const client: TLSSocket = connect({ ...address, host: '127.0.0.1', rejectUnauthorized: false });
    await once(client, 'secureConnect');
    const { fingerprint256 } = client.getPeerCertificate();
    client.destroy();
    return fingerprint256;
  };
  const first = await shown();
  const half = heard();
  await writeFile(files.certFile, renewed.cert);
  await half;
  expect(said.at(-1)).toContain('the one before goes on');
  expect(await shown()).toBe(first);
  const whole = heard();
  await writeFile(files.keyFile, renewed.key);
  await whole;
  expect(said.at(-1)).toContain('in use');
  expect(await shown()).not.toBe(first);
  watch.close();
  server.close();
});

test('a certificate that is not there or has another key is said by its files, never by what is in them', async () => {
  const missing = { ...files, certFile: join(folder, 'none.pem') };
  expect(() => readCertificate(missing)).toThrow('none.pem');
  await put({ ...own, key: renewed.key });
  expect(() => readCertificate(files)).toThrow(/cert\.pem and .*key\.pem are no certificate with its key/);
});
