import { askForNewInvitation, openInvitation } from '@ck/shared/invitations';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { findSignedIn } from '#app/auth/session.server.ts';
import { pageTitle } from '#app/page-title.ts';
import { redirectWithToast } from '#app/toast.server.ts';
import { accept } from './answer.server.ts';
import { Asked, Ended, Expired } from './ended.tsx';
import { Open } from './open.tsx';

export const meta = () => pageTitle('Invitation');

/** Opening the link consumes nothing: mail scanners open links too. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const token = tokenOf(params);
  const invitation = await openInvitation(token);
  const signedIn = await findSignedIn(request, context);
  const answer = { invitation, token, signedInAs: signedIn?.account.email };
  return data(answer, { status: invitation.kind === 'open' ? 200 : 404 });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const token = tokenOf(params);
  if ((await request.formData()).get('intent') === 'ask') {
    // The same answer whatever becomes of it: a link tells nothing to who only guesses.
    await askForNewInvitation(token);
    return { asked: true };
  }
  const signedIn = await findSignedIn(request, context);
  const answer = await accept(token, signedIn?.account, request, context);
  if (answer.kind === 'accepted')
    return await redirectWithToast(
      `/shared/${answer.keyId}`,
      'Accepted: this endpoint is shared with you',
      context,
    );
  if (answer.kind === 'sign_in')
    return redirect(`/sign-in?next=${encodeURIComponent(`/invitations/${token}`)}`);
  return data({ asked: false }, { status: 404 });
}

function tokenOf({ token = '' }: LoaderFunctionArgs['params']): string {
  return token.slice(0, 200);
}

export default function Invitation() {
  const { invitation, token, signedInAs } = useLoaderData<typeof loader>();
  if (useActionData<typeof action>()?.asked === true) return <Asked />;
  if (invitation.kind === 'expired') return <Expired endpoint={invitation.endpoint} />;
  if (invitation.kind === 'ended') return <Ended signedInAs={signedInAs} />;
  return <Open invitation={invitation} token={token} signedInAs={signedInAs} />;
}
