import { type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { useHydrated } from './use-hydrated.ts';

const appearances: { scheme: MantineColorScheme; label: string; icon: typeof IconSun }[] = [
  { scheme: 'auto', label: 'As the system', icon: IconDeviceDesktop },
  { scheme: 'light', label: 'Light', icon: IconSun },
  { scheme: 'dark', label: 'Dark', icon: IconMoon },
];

/** Light, dark or as the system has it; the browser keeps the choice. */
export function AppearanceItems() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  // The server does not know the choice.
  const hydrated = useHydrated();
  return (
    <>
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
    </>
  );
}
