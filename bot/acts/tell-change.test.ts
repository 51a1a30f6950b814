import { switchKey } from '@ck/shared/keys';
import { aKey, anEndpoint, anOwner } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { expect, test } from 'vitest';
import { changedAnswer } from '../blocks/key-blocks.ts';
import { tellChange } from './tell-change.ts';

suiteDatabase();

test('what is not confirmed yet is never told as done, and is told again once it has settled', async () => {
  const owner = await anOwner();
  const { key } = await aKey(owner, (await anEndpoint(owner)).id, { name: 'Acme' });
  const off = await switchKey(owner, { keyId: key.id, environment: 'production', active: false });
  const pending = { ...off, fence: { kind: 'pending' as const, change: off.fence.change } };
  const answer = tellChange(pending, 'production', fence =>
    changedAnswer('Production is off for Acme', pending, 'production', { fence }),
  );
  expect(answer.text).toBe('Not confirmed yet: Production is off for Acme');
  expect(JSON.stringify(answer.blocks)).toContain('pending · still asking the gateways');
  expect(await answer.later).toMatchObject({ text: 'Production is off for Acme' });
});
