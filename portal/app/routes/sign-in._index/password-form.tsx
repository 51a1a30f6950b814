import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react';
import { Button } from '@mantine/core';
import { Form, Link } from '@remix-run/react';
import { PasswordField, TextField } from '#app/components/form-field.tsx';
import { ErrorNotice } from '#app/components/notice.tsx';

type SignInFormProps = { result: SubmissionResult<string[]> | undefined; query: string };

export function PasswordForm({ result, query }: SignInFormProps) {
  const [form, fields] = useForm<{ email: string; password: string }>({
    lastResult: result ?? null,
    id: 'password',
  });
  return (
    <>
      <Form method="post" {...getFormProps(form)} noValidate>
        <input type="hidden" name="intent" value="password" />
        <TextField field={fields.email} label="E-mail" type="email" autoComplete="username" autoFocus />
        <PasswordField field={fields.password} label="Password" autoComplete="current-password" />
        <ErrorNotice title="Not signed in" errors={form.errors} />
        <Button type="submit" size="lg" fullWidth>
          Sign in
        </Button>
      </Form>
      <Link to={query === '' ? '/sign-in' : `/sign-in?${query.slice(1)}`}>Send me a link instead</Link>
    </>
  );
}
