import { Button } from '@mantine/core';
import { Form, Link } from '@remix-run/react';
import { SignInFrame } from '#app/components/sign-in-frame.tsx';

/** Used, revoked, replaced by a newer one, or never a link of ours: one page for all, which tells nothing. */
export function Ended({ signedInAs }: { signedInAs: string | undefined }) {
  return (
    <SignInFrame title="This invitation has ended">
      <p>
        A link works once, and only the newest one that was sent. If you have accepted already, everything is
        on your dashboard. If not, ask whoever invited you to send it again.
      </p>
      <Button component={Link} to={signedInAs === undefined ? '/sign-in' : '/dashboard'} size="lg" fullWidth>
        {signedInAs === undefined ? 'Sign in' : 'Open the dashboard'}
      </Button>
    </SignInFrame>
  );
}

export function Expired({ endpoint }: { endpoint: string }) {
  return (
    <SignInFrame title="This invitation has expired">
      <p>
        The invitation to the {endpoint} was valid for 7 days. Ask for a new one: whoever invited you gets a
        mail.
      </p>
      <Form method="post">
        <input type="hidden" name="intent" value="ask" />
        <Button type="submit" size="lg" fullWidth>
          Ask for a new invitation
        </Button>
      </Form>
    </SignInFrame>
  );
}

export function Asked() {
  return (
    <SignInFrame title="We have passed it on">
      <p>
        Whoever invited you gets a mail. Once the invitation is sent again, a new link is in your mailbox.
      </p>
    </SignInFrame>
  );
}
