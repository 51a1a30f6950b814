import type { Recorder } from '../../gateway/call-recorder.ts';
import { Begun } from '../../gateway/segments/open-begins.ts';

const begun = new Begun();

/** Writes nothing down, for the difference. */
export const recordsNothing: Recorder = {
  hasRoom: true,
  state: { bytes: 0, ageSeconds: 0, pending: 0, failures: 0 },
  begin: (_call, then) => {
    then(true);
    return begun;
  },
  finish: (_begun, _end, then) => then(true),
  write: (_call, _end, then) => then(true),
  drained: async () => {},
  close: async () => {},
};
