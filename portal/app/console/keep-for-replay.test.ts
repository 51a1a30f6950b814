import { findKeptBody, insertCalls } from '@ck/shared/calls';
import { newId } from '@ck/shared/database';
import { aKey, anEndpoint, anOwner } from '@ck/shared/testing/builders';
import { aCallRecord } from '@ck/shared/testing/call-records';
import { suiteDatabase } from '@ck/shared/testing/database';
import { expect, test } from 'vitest';
import type { ConsoleRequest } from './envelope.ts';
import { keepForReplay } from './keep-for-replay.server.ts';

suiteDatabase();

const head = (id?: string) => ({
  ...({ kind: 'head', status: 201, statusText: 'Created' } as const),
  headers: id === undefined ? [] : [['X-Request-Id', id] as const],
});

test('a body is kept under the id of the answer, once; what cannot be kept holds nothing up', async () => {
  const owner = await anOwner();
  const { id: endpointId } = await anEndpoint(owner);
  const { key } = await aKey(owner, endpointId);
  const id = newId();
  await insertCalls([aCallRecord({ id, endpointId, keyId: key.id, source: 'console' })]);
  const sent: ConsoleRequest = {
    ...{ keyId: key.id, environment: 'sandbox', method: 'POST', path: '/orders' },
    headers: [['content-type', 'text/plain']],
  };
  await keepForReplay(sent, Buffer.from('first'), head(id));
  // An id that is taken already is refused by the database.
  await keepForReplay(sent, Buffer.from('second'), head(id));
  await keepForReplay(sent, Buffer.from('third'), head());
  expect(await findKeptBody(owner, id)).toMatchObject({
    ...{ contentType: 'text/plain', body: Buffer.from('first') },
  });
});
