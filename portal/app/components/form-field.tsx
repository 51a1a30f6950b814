import { type FieldMetadata, getInputProps, getTextareaProps } from '@conform-to/react';
import { PasswordInput, Textarea, TextInput, type TextInputProps } from '@mantine/core';

type FieldProps = {
  field: FieldMetadata<string | undefined>;
  label: string;
  description?: string;
  required?: boolean;
} & Pick<TextInputProps, 'autoComplete' | 'autoFocus' | 'placeholder' | 'maxLength' | 'inputMode'>;

type LongTextFieldProps = Omit<FieldProps, 'inputMode' | 'autoComplete'> & { rows?: number; mono?: boolean };

/** A line of text with its label, help and fault tied together; the browser's own check stays off (`noValidate`). */
export function TextField({ field, type = 'text', ...rest }: FieldProps & { type?: 'text' | 'email' }) {
  const { key, ...input } = getInputProps(field, { type });
  return <TextInput key={key} {...input} {...rest} {...signs(field, rest)} />;
}

/** Never filled again by the server, which never sends a password back. */
export function PasswordField({ field, ...rest }: FieldProps) {
  const { key, type: _type, defaultValue: _never, ...input } = getInputProps(field, { type: 'password' });
  return <PasswordInput key={key} {...input} {...rest} {...signs(field, rest)} />;
}

export function LongTextField({ field, rows = 3, mono = false, ...rest }: LongTextFieldProps) {
  const { key, ...input } = getTextareaProps(field);
  const classNames = mono ? { input: 'ck-mono' } : {};
  const signed = { ...signs(field, rest), rows, classNames, spellCheck: !mono };
  return <Textarea key={key} {...input} {...rest} {...signed} />;
}

/** What every field shows alike. Dialogs look for their first field by `data-autofocus`. */
function signs(
  field: FieldProps['field'],
  { required, autoFocus }: Pick<FieldProps, 'required' | 'autoFocus'>,
) {
  return {
    error: field.errors?.join('\n'),
    withAsterisk: false,
    labelProps: { 'data-required': required === true ? true : undefined },
    'data-autofocus': autoFocus === true ? true : undefined,
  };
}
