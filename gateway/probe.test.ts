import { once } from 'node:events';
import { connect } from 'node:net';
import { listCalls } from '@ck/shared/calls';
import { aKey } from '@ck/shared/testing/builders';
import { useDatabase } from '@ck/shared/testing/database';

import { ulid } from 'ulid';
import { beforeAll, test } from 'vitest';
import { applied, startScene } from './testing/scene.ts';

useDatabase();
let scene: Awaited<ReturnType<typeof startScene>>;
const say = (...a: unknown[]) =>
  process.stdout.write(
    `PROBE ${a
      .map(x => (typeof x === 'string' ? x : JSON.stringify(x)))
      .join(' ')
      .replace(/\r\n/g, '|')}\n`,
  );
beforeAll(async () => {
  scene = await startScene((request, response) => {
    const url = request.url ?? '';
    if (url.includes('hang')) return;
    if (url.includes('sse')) {
      response.writeHead(200);
      return void response.write('data: 1\n\n');
    }
    response.end('ok');
  });
});
const target = () => new URL(scene.gateway.address);
function sock() {
  const s = connect(Number(target().port), target().hostname);
  let text = '';
  s.on('data', d => {
    text += d.toString('latin1');
  });
  s.on('error', () => {});
  return {
    s,
    get text() {
      return text;
    },
  };
}
test('chunk fault mid body: record', async () => {
  const c = sock();
  c.s.write(
    `POST /${scene.endpoint.slug}/x HTTP/1.1\r\nHost: a\r\nX-Api-Key: ${scene.texts.sandbox}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n`,
  );
  await new Promise(r => setTimeout(r, 100));
  c.s.write('ZZ\r\n');
  await new Promise(r => setTimeout(r, 900));
  const [first] = await listCalls(scene.owner, { keyId: scene.key.id, limit: 1 });
  say('8 chunk fault mid body: answer', c.text.slice(0, 20), 'record', [
    first?.outcome,
    first?.status,
    first?.path,
  ]);
});
test('unreadable route', async () => {
  const before = (await fetch(`${scene.url}/x`, { headers: { 'X-Api-Key': scene.texts.sandbox } })).status;
  await mongoose.connection
    .collection('endpoints')
    .updateOne(
      { _id: scene.endpoint.id as never },
      { $set: { 'sandbox.upstream.headers': { broken: true } }, $inc: { version: 1 } },
    );
  await new Promise(r => setTimeout(r, 700));
  const after = (await fetch(`${scene.url}/x`, { headers: { 'X-Api-Key': scene.texts.sandbox } })).status;
  await mongoose.connection
    .collection('endpoints')
    .updateOne(
      { _id: scene.endpoint.id as never },
      { $unset: { 'sandbox.upstream.headers': '' }, $inc: { version: 1 } },
    );
  say('17 a route that became unreadable:', before, after);
});
test('removed document', async () => {
  const { key, texts } = await aKey(scene.owner, scene.endpoint.id);
  await applied(scene.gateway, () => scene.gateway.directory.find(texts.sandbox) !== undefined);
  await (await db()).collection('collaborationKeys').deleteOne({ _id: key.id as never });
  await new Promise(r => setTimeout(r, 500));
  say(
    '18 document removed outright, still known:',
    scene.gateway.directory.find(texts.sandbox) !== undefined,
  );
});
test('ulid cost', () => {
  let t = performance.now();
  for (let i = 0; i < 100000; i++) ulid();
  say('19 ulid us', ((performance.now() - t) / 100).toFixed(2));
  const r = Buffer.alloc(4096);
  let at = 4096;
  const { randomFillSync } = require('node:crypto');
  const prng = () => {
    if (at === 4096) {
      randomFillSync(r);
      at = 0;
    }
    return r[at++]! / 256;
  };
  t = performance.now();
  for (let i = 0; i < 100000; i++) ulid(undefined, prng);
  say('19 ulid pooled us', ((performance.now() - t) / 100).toFixed(2));
});
test('close with open stream', async () => {
  const c = sock();
  c.s.write(
    `GET /${scene.endpoint.slug}/custom/sse HTTP/1.1\r\nHost: a\r\nX-Api-Key: ${scene.texts.sandbox}\r\n\r\n`,
  );
  while (!c.text.includes('data')) await once(c.s, 'data');
  const t = Date.now();
  const closed = await Promise.race([
    scene.gateway.close().then(() => true),
    new Promise(r => setTimeout(() => r(false), 12000)),
  ]);
  say('20 close() with an open event stream: closed in 12 s', closed, Date.now() - t);
  c.s.destroy();
});
