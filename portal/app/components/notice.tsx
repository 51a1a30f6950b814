import { IconAlertTriangle, IconCircleCheck, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './notice.module.css';

const icons = { ok: IconCircleCheck, warn: IconAlertTriangle, bad: IconAlertTriangle, news: IconRefresh };

type NoticeProps = {
  tone: keyof typeof icons;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
};

/** What happened, why, what next, beside the thing it happened to. Faults are announced at once. */
export function Notice({ tone, title, children, action }: NoticeProps) {
  const Mark = icons[tone];
  return (
    <div className={classes.notice} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <Mark size={15} stroke={1.75} className={classes.icon} aria-hidden />
      <div className={classes.words}>
        <div className={classes.title}>{title}</div>
        {children !== undefined && <div className={classes.text}>{children}</div>}
      </div>
      {action !== undefined && <div className={classes.action}>{action}</div>}
    </div>
  );
}

/** Faults of a whole form, above its buttons. */
export function ErrorNotice({ title, errors }: { title: string; errors: readonly string[] | undefined }) {
  if (errors === undefined || errors.length === 0) return null;
  return (
    <Notice tone="bad" title={title}>
      {errors.join(' ')}
    </Notice>
  );
}
