import { Button } from '@mantine/core';
import { Form } from '@remix-run/react';

type KnownAccountsProps = { accounts: readonly { id: string; email: string }[]; next: string };

/** Accounts that are signed in in this browser already: one click goes on as one of them. */
export function KnownAccounts({ accounts, next }: KnownAccountsProps) {
  const buttons = accounts.map(({ id, email }) => (
    <Form key={id} method="post" action="/account/switch" reloadDocument>
      <input type="hidden" name="next" value={next} />
      <Button type="submit" variant="default" size="lg" fullWidth name="accountId" value={id}>
        Go on as {email}
      </Button>
    </Form>
  ));
  return (
    <>
      {buttons}
      <p className="ck-muted">or as somebody else</p>
    </>
  );
}
