import { expect, test } from 'vitest';
import { anOwner } from '../testing/builders.ts';
import { suiteDatabase } from '../testing/database.ts';
import {
  accountOfSlackUser,
  beginSlackConnect,
  cancelSlackConnect,
  claimSlackConnect,
  confirmSlackConnect,
  findSlackConnect,
  listSlackLinks,
  unlinkSlackUser,
} from './index.ts';

suiteDatabase();

let count = 0;
const aSlackUser = () => ({
  teamId: 'T1',
  userId: `U${++count}`,
  teamName: 'Harbor',
  userName: 'Kim <!here>',
});
const minutes = (number: number) => new Date(Date.now() + number * 60_000);

test('typing the code connects nobody; confirming in the portal does, and the code is used up', async () => {
  const owner = await anOwner();
  const { code } = await beginSlackConnect(owner);
  const user = aSlackUser();
  await claimSlackConnect(code.toLowerCase().replace('-', ''), user);
  expect(await accountOfSlackUser(user)).toBeUndefined();
  expect(await findSlackConnect(owner)).toMatchObject({ claim: { userName: 'Kim <!here>' } });
  await expect(claimSlackConnect(code, aSlackUser())).rejects.toMatchObject({ code: 'invalid' });
  await confirmSlackConnect(owner);
  expect((await accountOfSlackUser(user))?.id).toBe(owner.kind === 'account' && owner.accountId);
  await expect(confirmSlackConnect(owner)).rejects.toMatchObject({ code: 'not_found' });
  expect(await listSlackLinks(owner.kind === 'account' ? [owner.accountId] : [])).toHaveLength(1);
  expect(await unlinkSlackUser(user)).toBe(true);
  expect(await accountOfSlackUser(user)).toBeUndefined();
});

test('a code older than ten minutes, a replaced one and a cancelled one are refused alike', async () => {
  const owner = await anOwner();
  const first = await beginSlackConnect(owner);
  await expect(claimSlackConnect(first.code, aSlackUser(), minutes(11))).rejects.toMatchObject({
    code: 'invalid',
  });
  const second = await beginSlackConnect(owner);
  await expect(claimSlackConnect(first.code, aSlackUser())).rejects.toMatchObject({ code: 'invalid' });
  await cancelSlackConnect(owner);
  await expect(claimSlackConnect(second.code, aSlackUser())).rejects.toMatchObject({ code: 'invalid' });
});

test('after five wrong codes a Slack user waits ten minutes, also with the right one', async () => {
  const owner = await anOwner();
  const user = aSlackUser();
  for (let i = 0; i < 5; i++)
    await expect(claimSlackConnect(`WRONG-${i}`, user)).rejects.toMatchObject({ code: 'invalid' });
  const { code } = await beginSlackConnect(owner);
  await expect(claimSlackConnect(code, user)).rejects.toMatchObject({ code: 'limit_reached' });
  const later = minutes(11);
  const { code: next } = await beginSlackConnect(owner, later);
  await claimSlackConnect(next, user, later);
});
