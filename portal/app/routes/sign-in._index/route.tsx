import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { accountsOfBrowser } from '#app/auth/browser-accounts.server.ts';
import { safeNext } from '#app/auth/safe-next.ts';
import { findSignedIn } from '#app/auth/session.server.ts';
import { requestLink, signInByPassword } from '#app/auth/sign-in.server.ts';
import { SignInFrame } from '#app/components/sign-in-frame.tsx';
import { pageTitle } from '#app/page-title.ts';
import { KnownAccounts } from './known-accounts.tsx';
import { LinkForm } from './link-form.tsx';
import { PasswordForm } from './password-form.tsx';

const email = z.email({ error: 'Enter your e-mail address, such as mina.park@acme.example.' }).max(254);
const schema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('link'), email }),
  z.object({
    intent: z.literal('password'),
    email,
    password: z.string({ error: 'Enter your password.' }).max(128, 'A password has at most 128 characters.'),
  }),
]);

const tooMany = 'Too many tries. Wait a quarter of an hour, then try again.';
const refused = 'Address and password do not match. Try again, or have a link sent to you.';

export const meta = ({ data: page }: { data: { adds: boolean } | undefined }) =>
  pageTitle(page?.adds === true ? 'Add another account' : 'Sign in');

export async function loader({ request, context }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const next = safeNext(url.searchParams.get('next'));
  const signedIn = await findSignedIn(request, context);
  const adds = signedIn !== undefined && url.searchParams.get('add') === 'account';
  if (signedIn !== undefined && !adds) throw redirect(next);
  const others = (await accountsOfBrowser(request)).filter(({ id }) => id !== signedIn?.account.id);
  return { withPassword: url.searchParams.get('with') === 'password', next, adds, others };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  const next = safeNext(new URL(request.url).searchParams.get('next'));
  const submission = parseWithZod(form, { schema });
  const again = (status: number, formErrors: string[]) =>
    data({ result: submission.reply({ formErrors, hideFields: ['password'] }) }, status);
  if (submission.status !== 'success') {
    return data({ result: submission.reply({ hideFields: ['password'] }) }, 400);
  }
  if (submission.value.intent === 'link') {
    return requestLink(submission.value.email, next, context)
      ? redirect('/sign-in/sent')
      : again(429, [tooMany]);
  }
  const outcome = await signInByPassword(submission.value, request, context);
  if (outcome === 'signed in') return redirect(next);
  return outcome === 'too many' ? again(429, [tooMany]) : again(400, [refused]);
}

export default function SignIn() {
  const { withPassword, next, adds, others } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>()?.result;
  const query = `${adds ? '&add=account' : ''}${next === '/' ? '' : `&next=${encodeURIComponent(next)}`}`;
  return (
    <SignInFrame title={adds ? 'Add another account' : 'Sign in'}>
      {next !== '/' && <p className="ck-muted">Then you go on to the page you asked for.</p>}
      {!adds && others.length > 0 && <KnownAccounts accounts={others} next={next} />}
      {withPassword ? (
        <PasswordForm result={result} query={query} />
      ) : (
        <LinkForm result={result} query={query} />
      )}
      {adds && <Link to="/">Back</Link>}
    </SignInFrame>
  );
}
