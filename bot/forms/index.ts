import { keyTextPattern } from '@ck/shared/keys';
import type { Answer } from '../blocks/blocks.ts';
import type { Asking } from '../means.ts';
import { createForm } from './create-form.ts';
import { declineForm } from './decline-form.ts';
import type { Faults, FormShape, Values } from './fields.ts';
import type { Form } from './form.ts';
import { type FormCall, type FormName, formCall } from './form-call.ts';
import { inviteForm } from './invite-form.ts';
import { permissionsForm } from './permissions-form.ts';
import { tellForm } from './tell-form.ts';

const forms: { [Name in FormName]: Form<Name> } = {
  create: createForm,
  permissions: permissionsForm,
  invite: inviteForm,
  decline: declineForm,
  tell: tellForm,
};

export const titleOf = ({ form }: FormCall): string => forms[form].title;

export async function shapeOf(call: FormCall, asking: Asking): Promise<FormShape> {
  return await formOf(call).shape(call, asking);
}

/** What can be said at once. A whole key in a field is never stored, nor sent to anybody. */
export function faultsOf(call: FormCall, values: Values): Faults {
  const spilled = Object.entries(values).filter(([, value]) => keyTextPattern.test(String(value)));
  const secrets = spilled.map(([id]) => [id, 'This is a whole key. Take it out: it would be kept and sent.']);
  return { ...formOf(call).faults(values), ...Object.fromEntries(secrets) };
}

export async function submitForm(call: FormCall, values: Values, asking: Asking): Promise<Answer> {
  return await formOf(call).submit(call, values, asking);
}

/** What a view carries about itself; undefined when it is not one of ours. */
export function readFormCall(metadata: string): FormCall | undefined {
  try {
    return formCall.safeParse(JSON.parse(metadata)).data;
  } catch {
    return undefined;
  }
}

/** The table pairs each name with the form of that name, which the type of an index cannot say. */
const formOf = <Name extends FormName>(call: Extract<FormCall, { form: Name }>): Form<Name> =>
  forms[call.form as Name] as Form<Name>;
