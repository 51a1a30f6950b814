import { Button } from '@mantine/core';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { safeNext } from '#app/auth/safe-next.ts';
import { addressOfLink, signInByLink } from '#app/auth/sign-in.server.ts';
import { SignInFrame } from '#app/components/sign-in-frame.tsx';
import { pageTitle } from '#app/page-title.ts';

export const meta = () => pageTitle('Sign in');

/** Opening the link consumes nothing: mail scanners open links too. The button below signs in. */
export async function loader({ request }: LoaderFunctionArgs) {
  return { email: await addressOfLink(tokenOf(request)) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  if (await signInByLink(tokenOf(request), request, context)) {
    return redirect(safeNext(new URL(request.url).searchParams.get('next')));
  }
  return data({ ended: true }, 400);
}

function tokenOf(request: Request): string {
  return (new URL(request.url).searchParams.get('token') ?? '').slice(0, 200);
}

export default function ConfirmSignIn() {
  const { email } = useLoaderData<typeof loader>();
  const ended = useActionData<typeof action>()?.ended === true;
  return email === undefined || ended ? <EndedLink /> : <ConfirmForm email={email} />;
}

function ConfirmForm({ email }: { email: string }) {
  return (
    <SignInFrame title="Sign in">
      <p>
        You sign in as <strong>{email}</strong>.
      </p>
      <Form method="post">
        <Button type="submit" size="lg" fullWidth autoFocus>
          Sign in
        </Button>
      </Form>
    </SignInFrame>
  );
}

function EndedLink() {
  return (
    <SignInFrame title="This link has ended">
      <p>A sign-in link works once and for 15 minutes. Have a new one sent to you.</p>
      <Button component={Link} to="/sign-in" size="lg" fullWidth>
        Send me a new link
      </Button>
    </SignInFrame>
  );
}
