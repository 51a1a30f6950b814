import { type FieldMetadata, getInputProps, getTextareaProps } from '@conform-to/react';
import { PasswordInput, Textarea, TextInput, type TextInputProps } from '@mantine/core';

type FieldProps = {
  field: FieldMetadata<string | undefined>;
  label: string;
  description?: string;
  required?: boolean;
} & Pick<TextInputProps, 'autoComplete' | 'autoFocus' | 'placeholder' | 'maxLength' | 'inputMode'>;

/** A line of text with its label, help and fault tied together; the browser's own check stays off (`noValidate`). */
export function TextField({ field, ...rest }: FieldProps & { type?: 'text' | 'email' | 'url' }) {
  const { key, ...input } = getInputProps(field, { type: rest.type ?? 'text' });
  return <TextInput key={key} {...input} {...rest} error={field.errors?.join(' ')} />;
}

export function PasswordField({ field, ...rest }: FieldProps) {
  const { key, type: _type, defaultValue: _never, ...input } = getInputProps(field, { type: 'password' });
  return <PasswordInput key={key} {...input} {...rest} error={field.errors?.join(' ')} />;
}

export function LongTextField({
  field,
  rows = 3,
  mono = false,
  ...rest
}: Omit<FieldProps, 'inputMode' | 'autoComplete'> & { rows?: number; mono?: boolean }) {
  const { key, ...input } = getTextareaProps(field);
  return (
    <Textarea
      key={key}
      {...input}
      {...rest}
      rows={rows}
      spellCheck={!mono}
      classNames={mono ? { input: 'ck-mono' } : {}}
      error={field.errors?.join(' ')}
    />
  );
}
