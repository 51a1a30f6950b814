import { Link } from '@remix-run/react';
import { SignInFrame } from '#app/components/sign-in-frame.tsx';
import { pageTitle } from '#app/page-title.ts';

export const meta = () => pageTitle('Look in your mail');

/** The same for every address: whether one is known here is nobody's business. */
export default function LinkSent() {
  return (
    <SignInFrame title="Look in your mail">
      <p>If this address may sign in, a link is on its way to it. It works for 15 minutes, once.</p>
      <p className="ck-muted">
        Nothing after two minutes? Look among the unwanted mail, and check the address. Only invited people
        and API owners get a link: if you expected an invitation, ask the person who shares the API with you.
      </p>
      <Link to="/sign-in">Try again</Link>
    </SignInFrame>
  );
}
