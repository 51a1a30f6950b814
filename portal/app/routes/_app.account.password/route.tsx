import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { Button } from '@mantine/core';
import { data } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { hasPassword, savePassword } from '#app/auth/password.server.ts';
import { signedIn } from '#app/auth/require-account.server.ts';
import { Card } from '#app/components/card.tsx';
import { PasswordField } from '#app/components/form-field.tsx';
import { OutcomeNotice } from '#app/components/outcome-notice.tsx';
import { PageBody, PageHeader } from '#app/components/page-header.tsx';
import type { FormOutcome } from '#app/form-outcome.ts';
import { pageTitle } from '#app/page-title.ts';
import classes from './password.module.css';

const schema = z.object({
  current: z.string().max(128).default(''),
  password: z
    .string({ error: 'Enter a new password of at least 12 characters.' })
    .min(12, 'Use at least 12 characters; a few words are good.')
    .max(128, 'Use at most 128 characters.'),
});

export const meta = () => pageTitle('Password');

export const loader = signedIn(async ({ account }) => ({ known: await hasPassword(account.id) }));

export const action = signedIn(async ({ account, request, context }) => {
  const submission = parseWithZod(await request.formData(), { schema });
  const hideFields = ['current', 'password'];
  const answer = (result: SubmissionResult<string[]>, status: number, done: string | undefined = undefined) =>
    data<FormOutcome>({ place: 'password', result, conflict: false, done }, status);
  if (submission.status !== 'success') return answer(submission.reply({ hideFields }), 400);
  if (await savePassword(account.id, submission.value, request, context)) {
    const words = 'Your password is saved. Other sessions of yours are signed out.';
    return answer(submission.reply({ resetForm: true }), 200, words);
  }
  const fieldErrors = {
    current: ['This is not your password. Try again, or sign in by a link and set it anew.'],
  };
  return answer(submission.reply({ fieldErrors, hideFields }), 422);
});

export default function Password() {
  const { known } = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  const [form, fields] = useForm<{ current: string; password: string }>({
    lastResult: outcome?.result ?? null,
  });
  return (
    <>
      <PageHeader title="Password" lead="A second way to sign in. Links by e-mail keep working." />
      <PageBody>
        <Card title={known ? 'Change your password' : 'Set a password'}>
          <Form method="post" {...getFormProps(form)} className={classes.form} noValidate>
            {known && (
              <PasswordField
                field={fields.current}
                label="Password until now"
                autoComplete="current-password"
              />
            )}
            <PasswordField
              field={fields.password}
              label="New password"
              description="At least 12 characters; a few words are good."
              autoComplete="new-password"
            />
            <OutcomeNotice outcome={outcome} failed="Not saved" />
            <div>
              <Button type="submit">Save</Button>
            </div>
          </Form>
        </Card>
      </PageBody>
    </>
  );
}
