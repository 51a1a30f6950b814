import { expect, test } from 'vitest';
import { judgeMember, judgeTimedOut } from './change-steps.ts';

const member = { seq: 4, name: 'gateway-1', lease: 10_000 };

test('a member counts once it has applied the change, or has left for good', () => {
  expect(judgeMember(member, 7, { applied: 7 }, 0)).toBe('acknowledged');
  expect(judgeMember(member, 7, { applied: 9 }, 99_999)).toBe('acknowledged');
  expect(judgeMember(member, 7, { applied: 6, left: true }, 0)).toBe('left');
  expect(judgeMember(member, 7, { applied: 6 }, 9_999)).toBe('waiting');
  expect(judgeMember(member, 7, undefined, 9_999)).toBe('waiting');
});

test('a member that says nothing is waited for as long as its own lease, and a little for its clock', () => {
  expect(judgeMember(member, 7, undefined, 10_009)).toBe('waiting');
  expect(judgeMember(member, 7, undefined, 10_010)).toBe('timed_out');
  expect(judgeMember({ ...member, lease: 20_000 }, 7, undefined, 10_010)).toBe('waiting');
});

test('one that renewed after the change is late, one that did not has lapsed, and so has one that is gone', () => {
  expect(judgeTimedOut(4, { ...member, seq: 5 })).toBe('late');
  expect(judgeTimedOut(4, member)).toBe('lapsed');
  expect(judgeTimedOut(4, undefined)).toBe('lapsed');
});
