import type { Answer } from '../blocks/blocks.ts';
import type { Asking } from '../means.ts';
import type { Faults, FormShape, Values } from './fields.ts';
import type { CallOf, FormName } from './form-call.ts';

/** A form: what it asks for, what is wrong with what was filled in, and what is done with it. */
export type Form<Name extends FormName> = {
  title: string;
  shape(call: CallOf<Name>, asking: Asking): Promise<FormShape>;
  /** What can be said without asking the database: Slack shows it under the fields at once. Pure. */
  faults(values: Values): Faults;
  /** @throws DomainError, whose field is the id of one of the form's */
  submit(call: CallOf<Name>, values: Values, asking: Asking): Promise<Answer>;
};
