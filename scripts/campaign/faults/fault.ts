import type { Round } from '../round.ts';
import type { Ways } from '../world.ts';

/** Something that goes wrong while owners change and partners call. */
export type Fault = {
  name: string;
  /** Its number in the list of faults that the campaign follows; 0 where it has none. */
  number: number;
  rounds: number;
  ways: Ways;
  /** What goes wrong, in a few words. */
  about: string;
  /** @throws Error when something must hold beyond what the judge looks at */
  run(round: Round): Promise<void>;
};

/** What the fence promises did not hold. */
export class Violated extends Error {
  override readonly name = 'Violated';
}

/** A time that was too long: told always, and a failure only where nothing else runs on the machine. */
export class TooSlow extends Error {
  override readonly name = 'TooSlow';
}

/** @throws Violated */
export function must(holds: boolean, what: string): void {
  if (!holds) throw new Violated(what);
}

/** @throws TooSlow */
export function mustBeWithin(what: string, took: number, limitMs: number): void {
  if (took >= limitMs) throw new TooSlow(`${what} took ${Math.round(took)} ms, not under ${limitMs}`);
}
