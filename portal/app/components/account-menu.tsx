import { Menu } from '@mantine/core';
import { Form, Link } from '@remix-run/react';
import { IconBrandSlack, IconKey, IconLogout, IconUserPlus } from '@tabler/icons-react';
import { AppearanceItems } from './appearance-items.tsx';
import classes from './top-bar.module.css';

type Person = { name: string; email: string };

export type AccountMenuProps = {
  person: Person;
  /** Other accounts that are signed in in this browser. */
  others: readonly (Person & { id: string })[];
  /** False when the browser has as many accounts as it can keep. */
  canAdd: boolean;
};

/** Who is active, who else is here, and how to leave. The forms load the page anew: nothing of one account stays. */
export function AccountMenu({ person, others, canAdd }: AccountMenuProps) {
  const short = initials(person.name);
  return (
    <Menu position="bottom-end" width={264} keepMounted withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className={classes.avatar} aria-label={`${short}: Account of ${person.email}`}>
          <span className={classes.initials}>{short}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.person}>
          <strong>{person.name}</strong>
          <div className="ck-small">{person.email}</div>
        </div>
        <Menu.Divider />
        {others.length > 0 && <OtherAccounts others={others} />}
        {canAdd && (
          <Menu.Item
            component={Link}
            to="/sign-in?add=account"
            leftSection={<IconUserPlus size={15} stroke={1.75} />}
          >
            Add another account
          </Menu.Item>
        )}
        <Menu.Item component={Link} to="/account/password" leftSection={<IconKey size={15} stroke={1.75} />}>
          Password
        </Menu.Item>
        <Menu.Item
          component={Link}
          to="/account/slack"
          leftSection={<IconBrandSlack size={15} stroke={1.75} />}
        >
          Slack
        </Menu.Item>
        <Menu.Divider />
        <AppearanceItems />
        <Menu.Divider />
        <SignOutItem label="Sign out" accounts="active" />
        {others.length > 0 && <SignOutItem label="Sign out of all" accounts="all" />}
      </Menu.Dropdown>
    </Menu>
  );
}

function OtherAccounts({ others }: Pick<AccountMenuProps, 'others'>) {
  return (
    <>
      <Menu.Label>Switch to</Menu.Label>
      {others.map(({ id, name, email }) => (
        <Form key={id} method="post" action="/account/switch" reloadDocument>
          <input type="hidden" name="accountId" value={id} />
          <Menu.Item
            component="button"
            type="submit"
            leftSection={
              <span className={classes.otherAvatar} aria-hidden>
                {initials(name)}
              </span>
            }
          >
            {name}
            <span className={classes.otherAddress}>{email}</span>
          </Menu.Item>
        </Form>
      ))}
      <Menu.Divider />
    </>
  );
}

function SignOutItem({ label, accounts }: { label: string; accounts: 'active' | 'all' }) {
  return (
    <Form method="post" action="/sign-out" reloadDocument>
      <input type="hidden" name="accounts" value={accounts} />
      <Menu.Item component="button" type="submit" leftSection={<IconLogout size={15} stroke={1.75} />}>
        {label}
      </Menu.Item>
    </Form>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s@.]+/).filter(word => word !== '');
  return words
    .slice(0, 2)
    .map(word => word.charAt(0).toUpperCase())
    .join('');
}
