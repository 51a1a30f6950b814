import type { Answer } from '../blocks/blocks.ts';
import type { FormCall } from '../forms/form-call.ts';
import type { Asking, Visitor } from '../means.ts';

type Verb = {
  name: string;
  usage: string;
  description: string;
  /** Whole commands, as they are typed. */
  examples: readonly string[];
  /** The form that asks for what is missing. Pure: it is opened before the database is asked, a trigger lives 3 s. */
  form?(words: readonly string[]): FormCall | undefined;
};

/** One verb of `/collabkey`. `typed` is the whole command, so that a choice can go on with it. */
export type Subcommand = Verb &
  (
    | {
        for: 'owner';
        run(words: readonly string[], asking: Asking, typed: readonly string[]): Promise<Answer>;
      }
    /** Nobody has to be connected for it. */
    | {
        for: 'anyone';
        run(words: readonly string[], visitor: Visitor, typed: readonly string[]): Promise<Answer>;
      }
  );
