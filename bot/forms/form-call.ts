import { z } from 'zod';

const word = z.string().max(200);
const environment = z.enum(['sandbox', 'production']);

/** Which form is wanted, and what is known already; carried by buttons and by the form itself. */
export const formCall = z.discriminatedUnion('form', [
  z.strictObject({ form: z.literal('create'), name: word.optional(), endpoint: word.optional() }),
  z.strictObject({ form: z.literal('permissions'), key: word, environment }),
  z.strictObject({ form: z.literal('invite'), key: word }),
  z.strictObject({ form: z.literal('decline'), requestId: word }),
  z.strictObject({ form: z.literal('tell'), key: word, environment: environment.optional() }),
]);

export type FormCall = z.output<typeof formCall>;
export type FormName = FormCall['form'];
export type CallOf<Name extends FormName> = Extract<FormCall, { form: Name }>;
