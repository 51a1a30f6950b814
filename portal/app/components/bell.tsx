import { NavLink } from '@remix-run/react';
import { IconBell } from '@tabler/icons-react';
import classes from './top-bar.module.css';

/** The way to the notifications, with how many are unread. */
export function Bell({ unread }: { unread: number }) {
  const shown = unread > 99 ? '99+' : String(unread);
  const label = unread === 0 ? 'Notifications' : `Notifications, ${shown} unread`;
  return (
    <NavLink to="/notifications" className={() => classes.bell} aria-label={label} prefetch="intent">
      <IconBell size={18} stroke={1.75} aria-hidden />
      {unread > 0 && (
        <span className={classes.unread} aria-hidden>
          {shown}
        </span>
      )}
    </NavLink>
  );
}
