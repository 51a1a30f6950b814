import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './empty.module.css';

type EmptyProps = { icon: Icon; title: string; children: ReactNode; action?: ReactNode };

/** Nothing is here yet: what it would be, and the one thing to do. */
export function Empty({ icon: Mark, title, children, action }: EmptyProps) {
  return (
    <div className={classes.empty}>
      <Mark size={20} stroke={1.75} aria-hidden />
      <p className={classes.title}>{title}</p>
      <p className={classes.text}>{children}</p>
      {action !== undefined && <div className={classes.action}>{action}</div>}
    </div>
  );
}
