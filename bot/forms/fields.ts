import type { InputBlock, KnownBlock, ModalView, View } from '@slack/types';
import { context, section } from '../blocks/blocks.ts';
import { cut, escapeMrkdwn } from '../blocks/text.ts';
import type { FormCall } from './form-call.ts';

type Option = { value: string; label: string };

/** One thing that a form asks for. */
export type Field = { id: string; label: string; hint?: string; optional?: boolean } & (
  | { kind: 'text'; most: number; lines?: boolean; value?: string }
  | { kind: 'choice'; options: readonly Option[]; value?: string }
  | { kind: 'boxes'; options: readonly Option[]; values?: readonly string[] }
);

/** What was filled in, by the id of its field. */
export type Values = Readonly<Record<string, string | readonly string[]>>;
export type Faults = Readonly<Record<string, string>>;

export type FormShape = {
  title: string;
  submit: string;
  /** What the form is about, above the fields; in mrkdwn. */
  lead?: string;
  fields: readonly Field[];
};

const plain = (text: string, max: number) => ({
  type: 'plain_text' as const,
  text: cut(text, max),
  emoji: false,
});

/** A form as Slack shows it; after a refusal with what was filled in, and the reason under its field. */
export function formView(
  { title, submit, lead, fields }: FormShape,
  call: FormCall,
  { values = {}, faults = {} }: { values?: Values; faults?: Faults } = {},
): ModalView {
  const known = new Set(fields.map(({ id }) => id));
  const others = Object.entries(faults).filter(([id]) => !known.has(id));
  return {
    type: 'modal',
    callback_id: 'form',
    private_metadata: JSON.stringify(call),
    title: plain(title, 24),
    submit: plain(submit, 24),
    close: plain('Cancel', 24),
    blocks: [
      ...(lead === undefined ? [] : [section(lead)]),
      ...fields.flatMap((field): KnownBlock[] => {
        const fault = faults[field.id];
        return [inputOf(field, values[field.id]), ...(fault === undefined ? [] : [faultLine(fault)])];
      }),
      ...others.map(([, fault]) => faultLine(fault)),
    ],
  };
}

const faultLine = (fault: string) => context(`:warning: ${escapeMrkdwn(fault)}`);

function inputOf(field: Field, filled: Values[string] | undefined): InputBlock {
  const { id, label, hint, optional } = field;
  return {
    type: 'input',
    block_id: id,
    label: plain(label, 150),
    ...(hint !== undefined && { hint: plain(hint, 150) }),
    ...(optional === true && { optional }),
    element: elementOf(field, filled),
  };
}

function elementOf(field: Field, filled: Values[string] | undefined): InputBlock['element'] {
  if (field.kind === 'text') {
    const initial = typeof filled === 'string' ? filled : field.value;
    return {
      type: 'plain_text_input',
      action_id: 'value',
      multiline: field.lines === true,
      max_length: field.most,
      ...(initial !== undefined && initial !== '' && { initial_value: cut(initial, field.most) }),
    };
  }
  const options = field.options.slice(0, 100).map(({ value, label }) => ({ value, text: plain(label, 75) }));
  if (field.kind === 'choice') {
    const wanted = typeof filled === 'string' ? filled : field.value;
    const initial = options.find(({ value }) => value === wanted);
    return {
      type: 'static_select',
      action_id: 'value',
      options,
      ...(initial !== undefined && { initial_option: initial }),
    };
  }
  const wanted = Array.isArray(filled) ? filled : (field.values ?? []);
  const initial = options.filter(({ value }) => wanted.includes(value));
  return {
    type: 'checkboxes',
    action_id: 'value',
    options,
    ...(initial.length > 0 && { initial_options: initial }),
  };
}

/** A view with words only: while something is being done, and what came of it. */
export function wordsView(title: string, blocks: readonly KnownBlock[]): ModalView {
  return { type: 'modal', title: plain(title, 24), close: plain('Close', 24), blocks: blocks.slice(0, 100) };
}

export const workingView = (title: string): ModalView => wordsView(title, [section('Working…')]);

type StateValue = {
  value?: string | null;
  selected_option?: { value: string } | null;
  selected_options?: readonly { value: string }[] | null;
};

/** What was filled in, whatever kind of element it was filled into. */
export function readValues(state: View | { values: Record<string, Record<string, StateValue>> }): Values {
  const blocks = 'values' in state ? state.values : {};
  return Object.fromEntries(
    Object.entries(blocks).map(([id, elements]) => {
      const [element] = Object.values(elements);
      const several = element?.selected_options?.map(({ value }) => value);
      return [id, several ?? element?.selected_option?.value ?? element?.value ?? ''];
    }),
  );
}

/** One text of what was filled in. */
export function textOf(values: Values, id: string): string {
  const value = values[id];
  return typeof value === 'string' ? value : '';
}

export function textsOf(values: Values, id: string): readonly string[] {
  const value = values[id];
  return Array.isArray(value) ? value : [];
}
