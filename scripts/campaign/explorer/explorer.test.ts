import { memberSteps } from '@ck/shared/fence';
import { expect, test } from 'vitest';
import { one } from './explorations.ts';
import { explore } from './explore.ts';
import type { Setting } from './state.ts';

test('one gateway that may crash, one changer that may crash: the promise and I1 to I5 hold everywhere', () => {
  expect(explore(one)).toMatchObject({ complete: true });
}, 60_000);

test('two gateways, one changer: they hold everywhere', () => {
  const setting = { ...one, gateways: 2, lives: 1, renewalsPerLife: 1, crashes: false };
  expect(explore(setting)).toMatchObject({ complete: true });
}, 60_000);

const acknowledgedFirst = ['acknowledge', 'refresh', 'advance'] as const;
const claimedFirst = ['advance', 'acknowledge', 'refresh'] as const;

test.each<[string, Partial<Setting>, RegExp]>([
  ['C2 before C1', { appendBeforeCommit: true }, /^I1/],
  ['removal without looking at seq', { removeWhateverSeq: true }, /^I3/],
  ['C3 skipped', { noWait: true }, /^promise/],
  ['an epoch from a counter of its own', { epochFromCounter: true, changers: 2 }, /^I5/],
  [
    'a lease although nothing is applied',
    {
      steps: {
        ...memberSteps,
        leaseAfter: (current, renewal, timing) =>
          memberSteps.leaseAfter(current, { ...renewal, applied: renewal.epoch }, timing),
      },
    },
    /^I2/,
  ],
  [
    'a lease that counts from the reply',
    { steps: { ...memberSteps, renewalInstant: (_, replied) => replied } },
    /^(promise|I3)/,
  ],
  [
    'an acknowledgement before applying',
    { steps: { ...memberSteps, order: { renewal: acknowledgedFirst, hint: acknowledgedFirst } } },
    /^promise/,
  ],
  [
    'a hint beside the queue, which claims its epoch and reads later',
    { steps: { ...memberSteps, order: { ...memberSteps.order, hint: claimedFirst } } },
    /^promise/,
  ],
])('the explorer finds: %s', (_, flaw, broken) => {
  expect(explore({ ...one, ...flaw }).broken).toMatch(broken);
});
