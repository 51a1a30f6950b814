import type { SubmissionResult } from '@conform-to/react';
import type { Proof } from './proof.ts';

/** What a page's forms answer with. A page has several, so the answer names the one it belongs to. */
export type FormOutcome = {
  place: string;
  /** What the form is filled with again, and its faults. */
  result: SubmissionResult<string[]> | undefined;
  /** Somebody else saved meanwhile. */
  conflict: boolean;
  /** What was done, in words. */
  done: string | undefined;
  /** What became of each part of it, or what somebody else did meanwhile; one line each. */
  lines?: readonly string[];
  /** For a change of authority: how it holds. */
  proof?: Proof;
};

export function outcomeAt(outcome: FormOutcome | undefined, place: string): FormOutcome | undefined {
  return outcome?.place === place ? outcome : undefined;
}
