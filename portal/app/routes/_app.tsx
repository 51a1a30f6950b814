import { Outlet, useLoaderData } from '@remix-run/react';
import { signedIn } from '#app/auth/require-account.server.ts';
import { rolesOf } from '#app/auth/roles.server.ts';
import { TopBar } from '#app/components/top-bar.tsx';

export const loader = signedIn(async guarded => {
  const { name, email } = guarded.account;
  return { person: { name, email }, roles: await rolesOf(guarded) };
});

/** The frame of every page behind the sign-in. */
export default function AppLayout() {
  const { person, roles } = useLoaderData<typeof loader>();
  const entries = [
    ...(roles.owner ? [{ to: '/apis', label: 'APIs' }] : []),
    ...(roles.collaborator || !roles.owner ? [{ to: '/dashboard', label: 'Dashboard' }] : []),
  ];
  return (
    <>
      <TopBar entries={entries} person={person} />
      <main id="content">
        <Outlet />
      </main>
    </>
  );
}
