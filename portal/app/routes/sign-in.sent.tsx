import { Link } from '@remix-run/react';
import { SignInFrame } from '#app/components/sign-in-frame.tsx';
import { pageTitle } from '#app/page-title.ts';

export const meta = () => pageTitle('Look in your mail');

/** The same for every address: whether one is known here is nobody's business. */
export default function LinkSent() {
  return (
    <SignInFrame title="Look in your mail">
      <p>If this address may sign in, a link is on its way to it. It works for 15 minutes, once.</p>
      <h2>Nothing after two minutes?</h2>
      <ul>
        <li>Look among the unwanted mail, and check the address for a slip.</li>
        <li>
          You work for a partner: ask the person who shares the API with you to invite exactly this address.
        </li>
        <li>You want to share an API: ask your administrator to add this address to the owners.</li>
      </ul>
      <Link to="/sign-in?add=account">Try again</Link>
    </SignInFrame>
  );
}
