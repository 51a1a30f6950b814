import { expect, test } from 'vitest';
import { gatewayInWords, type ReceiptGateway, receiptInWords } from './receipt-in-words.ts';

const gateways = (...states: ReceiptGateway['state'][]) =>
  states.map((state, index) => ({ name: `fra-${index + 1}`, state, milliseconds: 6 + index }));

const told = (state: Parameters<typeof receiptInWords>[0]['state'], of: ReceiptGateway[]) =>
  receiptInWords({ state, milliseconds: 14.4, gateways: of });

test('held says on how many gateways and after how long', () => {
  const three = gateways('acknowledged', 'acknowledged', 'acknowledged');
  expect(told('held', three)).toBe('holds on 3 of 3 gateways after 14 ms');
  expect(told('held', gateways('acknowledged'))).toBe('holds on 1 of 1 gateway after 14 ms');
  expect(told('held', [])).toBe('no gateway is running: holds from the next start');
});

test('what is not confirmed says how far it is, and never that it holds', () => {
  const two = gateways('acknowledged', 'acknowledged', 'asking');
  expect(told('asking', two)).toBe('asking 3 gateways · 2 of 3 so far');
  expect(told('pending', two)).toBe('pending · 2 of 3 gateways so far');
  // All have answered, but the change itself has not returned yet.
  expect(told('asking', gateways('acknowledged'))).toBe('asking 1 gateway · 1 of 1 so far');
});

test('a gateway that did not answer is named by what it does now', () => {
  expect(told('lapsed', gateways('acknowledged', 'acknowledged', 'lapsed'))).toBe(
    '2 acknowledged, 1 unreachable and refusing (its lease ended)',
  );
  expect(told('late', gateways('acknowledged', 'acknowledged', 'late'))).toBe(
    '2 acknowledged, 1 late: it admits nothing until it has caught up',
  );
  expect(told('lapsed', gateways('late', 'late', 'lapsed', 'lapsed'))).toBe(
    '0 acknowledged, 2 unreachable and refusing (their leases ended), 2 late: they admit nothing until they have caught up',
  );
});

test('each gateway has its own time, or what it is waiting for', () => {
  expect(gateways('acknowledged', 'asking', 'late', 'lapsed').map(gatewayInWords)).toEqual([
    '6 ms',
    'waiting',
    'late',
    'lease ended',
  ]);
});
