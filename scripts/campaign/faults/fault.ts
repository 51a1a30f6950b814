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

export function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}
