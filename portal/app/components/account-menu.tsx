import { type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core';
import { Form, Link } from '@remix-run/react';
import { IconCheck, IconDeviceDesktop, IconKey, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import classes from './top-bar.module.css';
import { useHydrated } from './use-hydrated.ts';

const appearances: { scheme: MantineColorScheme; label: string; icon: typeof IconSun }[] = [
  { scheme: 'auto', label: 'As the system', icon: IconDeviceDesktop },
  { scheme: 'light', label: 'Light', icon: IconSun },
  { scheme: 'dark', label: 'Dark', icon: IconMoon },
];

export function AccountMenu({ person }: { person: { name: string; email: string } }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  // The server does not know the choice, which the browser keeps.
  const hydrated = useHydrated();
  return (
    <Menu position="bottom-end" width={240} keepMounted>
      <Menu.Target>
        <button type="button" className={classes.avatar} aria-label={`Account of ${person.email}`}>
          {initials(person.name)}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.person}>
          <strong>{person.name}</strong>
          <div className="ck-small">{person.email}</div>
        </div>
        <Menu.Divider />
        <Menu.Item component={Link} to="/account/password" leftSection={<IconKey size={15} stroke={1.75} />}>
          Password
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Appearance</Menu.Label>
        {appearances.map(({ scheme, label, icon: Icon }) => (
          <Menu.Item
            key={scheme}
            closeMenuOnClick={false}
            leftSection={<Icon size={15} stroke={1.75} />}
            rightSection={
              hydrated && colorScheme === scheme ? <IconCheck size={15} aria-label="chosen" /> : null
            }
            onClick={() => setColorScheme(scheme)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Form method="post" action="/sign-out">
          <Menu.Item component="button" type="submit" leftSection={<IconLogout size={15} stroke={1.75} />}>
            Sign out
          </Menu.Item>
        </Form>
      </Menu.Dropdown>
    </Menu>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s@.]+/).filter(word => word !== '');
  return words
    .slice(0, 2)
    .map(word => word.charAt(0).toUpperCase())
    .join('');
}
