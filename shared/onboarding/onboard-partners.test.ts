import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { listInvitations } from '../invitations/index.ts';
import { findKeys } from '../keys/index.ts';
import { aKey, anEndpoint, anOwner, testSecrets } from '../testing/builders.ts';
import { suiteDatabase } from '../testing/database.ts';
import { checkPartners, onboardPartners, type PartnerLine, readPartners } from './index.ts';

suiteDatabase();

const mailSecret = { current: 1, versions: new Map([[1, randomBytes(32)]]) };
const means = { keySecrets: testSecrets, invitation: { mailSecret } };

function linesOf(text: string): PartnerLine[] {
  const result = readPartners(text);
  if ('fault' in result) throw new Error(result.fault);
  return result.lines;
}

test('each line becomes a key with its permissions and invitations; what is at fault is left out, and told', async () => {
  const owner = await anOwner();
  const { id: endpointId } = await anEndpoint(owner);
  await aKey(owner, endpointId, { name: 'Taken GmbH' });
  const text =
    'Acme,mina@acme.example ole@acme.example,read\nTAKEN  gmbh\nBad,nobody\nZeta,mina@acme.example\n';
  const lines = await checkPartners(owner, { endpointId, lines: linesOf(text) });
  expect(lines.map(({ faults }) => faults.length)).toEqual([0, 1, 1, 0]);
  const results = await onboardPartners(owner, { endpointId, lines, permissions: ['create'] }, means);
  expect(results).toMatchObject([
    { line: 1, name: 'Acme', outcome: 'added', fence: { kind: 'held' }, invitations: [{}, {}] },
    { line: 2, outcome: 'refused', message: 'A key of this endpoint has this name already.' },
    { line: 3, outcome: 'refused', message: '"nobody" is no e-mail address.' },
    { line: 4, name: 'Zeta', outcome: 'added', invitations: [{ outcome: 'invited' }] },
  ]);
  const query = { endpointId, filter: {}, order: 'name', page: 1, size: 50 } as const;
  const { keys } = await findKeys(owner, query);
  expect(keys.map(({ name, production }) => [name, production.permissions])).toEqual([
    ['Acme', ['read']],
    ['Taken GmbH', ['create', 'read', 'update', 'delete']],
    ['Zeta', ['create']],
  ]);
  const [acme] = keys;
  expect((await listInvitations(owner, acme?.id ?? '')).map(({ address }) => address).sort()).toEqual([
    'mina@acme.example',
    'ole@acme.example',
  ]);

  const again = await onboardPartners(owner, { endpointId, lines: linesOf(text), permissions: [] }, means);
  expect(again.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'refused', 'refused']);
  expect((await findKeys(owner, query)).all).toBe(3);
});

test('200 lines are done at once; beyond the limit of invitations a line says so, and its key is there', async () => {
  const owner = await anOwner();
  const { id: endpointId } = await anEndpoint(owner);
  const text = Array.from({ length: 200 }, (_, i) => `Partner ${i},dev@partner-${i}.example`).join('\n');
  const results = await onboardPartners(
    owner,
    { endpointId, lines: linesOf(text), permissions: ['read'] },
    means,
  );
  const invited = results.map(result =>
    result.outcome === 'added' ? result.invitations[0]?.outcome : 'no key',
  );
  expect(invited.filter(outcome => outcome === 'invited')).toHaveLength(100);
  expect(invited.filter(outcome => outcome === 'refused')).toHaveLength(100);
});

test('whoever does not own the endpoint adds nothing', async () => {
  const { id: endpointId } = await anEndpoint(await anOwner());
  const form = { endpointId, lines: linesOf('Acme'), permissions: [] };
  await expect(onboardPartners(await anOwner(), form, means)).rejects.toMatchObject({ code: 'not_found' });
  await expect(checkPartners(await anOwner(), form)).rejects.toMatchObject({ code: 'not_found' });
});
