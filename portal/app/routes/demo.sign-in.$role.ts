import { ensureAccount } from '@ck/shared/accounts';
import { data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { type DemoRole, isDemoToken } from '#app/auth/demo-link.ts';
import { signInAccount } from '#app/auth/sign-in.server.ts';
import { portalSettings } from '#app/config.server.ts';

const demoPeople: Readonly<Record<DemoRole, string>> = {
  owner: 'kim@harbor.example',
  collaborator: 'mina@acme.example',
};

/** One click signs a demo person in. Exists in development only: the settings refuse a demo secret elsewhere. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { demoSecret } = portalSettings();
  const role = params.role === 'owner' || params.role === 'collaborator' ? params.role : undefined;
  const token = new URL(request.url).searchParams.get('token') ?? '';
  if (demoSecret === undefined || role === undefined || !isDemoToken(demoSecret, role, token)) {
    throw data(
      { message: 'This sign-in link is not from this portal. Take the one that npm start printed.' },
      404,
    );
  }
  const account = await ensureAccount(demoPeople[role]);
  await signInAccount(account.id, request, context);
  return redirect('/');
}
