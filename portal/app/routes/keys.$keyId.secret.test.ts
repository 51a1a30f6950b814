import { aCollaborator, aKey, anEndpoint, anOwner } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { expect, test } from 'vitest';
import { callAs } from '#app/testing/route-caller.ts';
import { action } from './keys.$keyId.secret.ts';

suiteDatabase();

async function aSharedKey() {
  const owner = await anOwner();
  const { key, texts } = await aKey(owner, (await anEndpoint(owner)).id);
  const sent = (intent: string, environment = 'sandbox') => ({
    params: { keyId: key.id },
    form: { intent, environment },
  });
  return { owner, key, texts, sent, collaborator: await aCollaborator(key) };
}

test('owner and collaborator get the key text, which no cache may keep', async () => {
  const { owner, collaborator, texts, sent } = await aSharedKey();
  for (const actor of [owner, collaborator]) {
    const answer = await action(await callAs(actor, '/keys/x/secret', sent('show', 'production')));
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toEqual({ keyText: texts.production });
  }
});

test('what is somebody else’s answers like what does not exist', async () => {
  const { sent } = await aSharedKey();
  const stranger = await anOwner();
  const foreign = await action(await callAs(stranger, '/keys/x/secret', sent('show')));
  const missing = await action(
    await callAs(stranger, '/keys/x/secret', { ...sent('show'), params: { keyId: 'none' } }),
  );
  expect(foreign.status).toBe(404);
  expect([missing.status, await missing.text()]).toEqual([404, await foreign.text()]);
});

test('a collaborator cannot regenerate', async () => {
  const { collaborator, owner, sent } = await aSharedKey();
  expect((await action(await callAs(collaborator, '/keys/x/secret', sent('regenerate')))).status).toBe(404);
  const answer = await action(await callAs(owner, '/keys/x/secret', sent('regenerate')));
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ proof: expect.objectContaining({ surface: 'portal' }) });
});

test('an unknown intent or environment is a 400', async () => {
  const { owner, sent } = await aSharedKey();
  expect((await action(await callAs(owner, '/keys/x/secret', sent('steal')))).status).toBe(400);
  expect((await action(await callAs(owner, '/keys/x/secret', sent('show', 'staging')))).status).toBe(400);
});

test('who is not signed in is led to the sign-in page', async () => {
  const { sent } = await aSharedKey();
  const attempt = action(await callAs(undefined, '/keys/x/secret', sent('show')));
  await expect(attempt).rejects.toMatchObject({ status: 302 });
});
