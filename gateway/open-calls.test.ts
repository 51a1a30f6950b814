import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { DenialCode } from './denials.ts';
import { OpenCalls } from './open-calls.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const refs = [{ kind: 'key' as const, id: 'k' }];

function aCall(open: OpenCalls, streams = false) {
  const state = { objection: 'key_inactive' as DenialCode | undefined, streams };
  const cut = vi.fn();
  const call = {
    keyId: 'k',
    endpointId: 'e',
    get streaming() {
      return state.streams;
    },
    objection: () => state.objection,
    cut,
    before: undefined,
    next: undefined,
    ofKey: undefined,
  };
  open.add(call);
  return { state, cut, end: () => open.remove(call) };
}

function openCalls() {
  const lease = { fresh: true };
  return { lease, open: new OpenCalls(() => lease.fresh) };
}

test('a stream that lost its authority is cut at once, a plain call after thirty seconds', () => {
  const { open } = openCalls();
  const [stream, plain] = [aCall(open, true), aCall(open)];
  open.review(refs);
  expect(stream.cut).toHaveBeenCalledWith('key_inactive');
  vi.advanceTimersByTime(29_000);
  expect(plain.cut).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1_500);
  expect(plain.cut).toHaveBeenCalledExactlyOnceWith('key_inactive');
});

test('its time counts from when it lost its authority, however often that is said again, on one timer', () => {
  const { open } = openCalls();
  const plain = aCall(open);
  for (let i = 0; i < 20; i++) {
    open.review(refs);
    vi.advanceTimersByTime(1_000);
  }
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(10_500);
  expect(plain.cut).toHaveBeenCalledTimes(1);
});

test('a plain call whose authority came back goes on, one that turns into a stream meanwhile does not', () => {
  const { open } = openCalls();
  const [back, turned] = [aCall(open), aCall(open)];
  open.review(refs);
  back.state.objection = undefined;
  turned.state.streams = true;
  vi.advanceTimersByTime(300);
  expect(turned.cut).toHaveBeenCalledTimes(1);
  open.review(refs);
  vi.advanceTimersByTime(60_000);
  expect(back.cut).not.toHaveBeenCalled();
});

test('without a lease streams are cut and plain calls go on; a call that ended is left alone', () => {
  const { open, lease } = openCalls();
  const [stream, plain, ended] = [aCall(open, true), aCall(open), aCall(open)];
  open.review([{ kind: 'endpoint', id: 'other' }]);
  ended.end();
  lease.fresh = false;
  vi.advanceTimersByTime(300);
  expect(stream.cut).toHaveBeenCalledWith('gateway_not_fresh');
  expect(plain.cut).not.toHaveBeenCalled();
  vi.advanceTimersByTime(60_000);
  expect(ended.cut).not.toHaveBeenCalled();
});
