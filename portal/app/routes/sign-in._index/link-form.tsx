import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react';
import { Button } from '@mantine/core';
import { Form, Link } from '@remix-run/react';
import { TextField } from '#app/components/form-field.tsx';
import { ErrorNotice } from '#app/components/notice.tsx';

type SignInFormProps = { result: SubmissionResult<string[]> | undefined; query: string };

export function LinkForm({ result, query }: SignInFormProps) {
  const [form, fields] = useForm<{ email: string }>({ lastResult: result ?? null, id: 'link' });
  return (
    <>
      <Form method="post" {...getFormProps(form)} noValidate>
        <input type="hidden" name="intent" value="link" />
        <TextField
          field={fields.email}
          label="E-mail"
          type="email"
          description="You get a link that signs you in. No password needed."
          autoComplete="email"
          autoFocus
        />
        <ErrorNotice title="No link was sent" errors={form.errors} />
        <Button type="submit" size="lg" fullWidth>
          Send me a link
        </Button>
      </Form>
      <Link to={`/sign-in?with=password${query}`}>Use a password instead</Link>
    </>
  );
}
