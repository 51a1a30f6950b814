import { ActionIcon, Menu } from '@mantine/core';
import { Link, NavLink } from '@remix-run/react';
import { IconMenu2 } from '@tabler/icons-react';
import { AccountMenu, type AccountMenuProps } from './account-menu.tsx';
import { Bell } from './bell.tsx';
import { Mark } from './mark.tsx';
import classes from './top-bar.module.css';

export type MenuEntry = { to: string; label: string };

type TopBarProps = { entries: readonly MenuEntry[]; account: AccountMenuProps; unread: number };

export function TopBar({ entries, account, unread }: TopBarProps) {
  return (
    <header className={classes.bar}>
      <a className={classes.skip} href="#content">
        Skip to content
      </a>
      <Link to="/" className={classes.brand}>
        <Mark />
        Collaboration Keys
      </Link>
      <nav className={classes.menu} aria-label="Main">
        {entries.map(({ to, label }) => (
          <NavLink key={to} to={to} className={() => classes.entry} prefetch="intent">
            {label}
          </NavLink>
        ))}
      </nav>
      <div className={classes.end}>
        <Bell unread={unread} />
        <AccountMenu {...account} />
        <PhoneMenu entries={entries} />
      </div>
    </header>
  );
}

function PhoneMenu({ entries }: Pick<TopBarProps, 'entries'>) {
  return (
    <div className={classes.phoneMenu}>
      <Menu position="bottom-end" width={220} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon size={36} aria-label="Menu">
            <IconMenu2 size={18} stroke={1.75} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {entries.map(({ to, label }) => (
            <Menu.Item key={to} component={Link} to={to}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
