import { countUnread } from '@ck/shared/notifications';
import { Outlet, useLoaderData, useRouteError, useRouteLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { mostAccounts } from '#app/auth/auth.server.ts';
import { otherAccounts } from '#app/auth/browser-accounts.server.ts';
import { signedIn } from '#app/auth/require-account.server.ts';
import { rolesOf } from '#app/auth/roles.server.ts';
import classes from '#app/components/centered.module.css';
import { ErrorPage, ErrorWords } from '#app/components/error-page.tsx';
import { TopBar } from '#app/components/top-bar.tsx';

export const loader = signedIn(async guarded => {
  const { id, name, email } = guarded.account;
  const [roles, others, unread] = await Promise.all([
    rolesOf(guarded),
    otherAccounts(guarded.request, id),
    countUnread(guarded.actor),
  ]);
  return {
    roles,
    unread,
    account: { person: { name, email }, others, canAdd: others.length + 1 < mostAccounts },
  };
});

type Frame = ReturnType<typeof useLoaderData<typeof loader>>;

/** The frame of every page behind the sign-in. */
export default function AppLayout() {
  return (
    <AppFrame frame={useLoaderData<typeof loader>()}>
      <Outlet />
    </AppFrame>
  );
}

/** What a page throws is shown in the frame, so that the way back is where it always is. */
export function ErrorBoundary() {
  const frame = useRouteLoaderData<typeof loader>('routes/_app');
  const error = useRouteError();
  if (frame === undefined) return <ErrorPage error={error} />;
  return (
    <AppFrame frame={frame}>
      <div className={classes.error}>
        <ErrorWords error={error} />
      </div>
    </AppFrame>
  );
}

function AppFrame({ frame, children }: { frame: Frame; children: ReactNode }) {
  const { account, roles, unread } = frame;
  const entries = [
    ...(roles.owner ? [{ to: '/apis', label: 'APIs' }] : []),
    ...(roles.collaborator || !roles.owner ? [{ to: '/dashboard', label: 'Dashboard' }] : []),
  ];
  return (
    <>
      <TopBar entries={entries} account={account} unread={unread} />
      <main id="content">{children}</main>
    </>
  );
}
