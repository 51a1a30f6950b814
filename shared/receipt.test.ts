import { expect, test } from 'vitest';
import { type GatewayReceipt, makeReceipt, outcomeInWords, receiptInWords } from './receipt.ts';

const gateways = (...states: GatewayReceipt['state'][]) =>
  states.map((state, index) => ({ name: `g${index}`, state, milliseconds: 5 }));

test.each([
  [gateways('acknowledged', 'acknowledged', 'acknowledged'), 'holds on 3 of 3 gateways after 14 ms'],
  [gateways('acknowledged'), 'holds on 1 of 1 gateway after 14 ms'],
  [
    gateways('acknowledged', 'lapsed', 'acknowledged'),
    '2 acknowledged, 1 unreachable and refusing (its lease ended)',
  ],
  [gateways('late', 'acknowledged'), '1 acknowledged, 1 late: it admits nothing until it has caught up'],
  [
    gateways('late', 'late', 'lapsed', 'lapsed'),
    '0 acknowledged, 2 unreachable and refusing (their leases ended), 2 late: they admit nothing until they have caught up',
  ],
  [[], 'no gateway is running: holds from the next start'],
])('a receipt says where it holds', (gateways, words) => {
  expect(receiptInWords(makeReceipt(7, gateways, 13.7))).toBe(words);
});

test('what is not confirmed is never told in the words of success', () => {
  expect(outcomeInWords({ kind: 'pending', change: 'c' })).not.toMatch(/hold/);
});
