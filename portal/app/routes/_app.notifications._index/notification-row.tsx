import type { NotificationView } from '@ck/shared/notifications';
import { Button } from '@mantine/core';
import { Form } from '@remix-run/react';
import { RelativeTime } from '#app/components/time.tsx';
import classes from './inbox.module.css';

/** What happened, what to do, and the row. Opening it is reading it; so that is a form, not a link. */
export function NotificationRow({ notification }: { notification: NotificationView }) {
  const { id, title, text, next, label, endpoint, at, unread } = notification;
  return (
    <li className={classes.row} data-unread={unread || undefined}>
      <span className={classes.mark}>{unread && <span className={classes.dot} title="Unread" />}</span>
      <div className={classes.words}>
        <h2 className={classes.title}>
          {title}
          {unread && <span className={classes.hidden}> (unread)</span>}
        </h2>
        <p>{text}</p>
        <p className="ck-quiet">{next}</p>
        <p className="ck-small">
          {label} · {endpoint} · <RelativeTime at={at} />
        </p>
      </div>
      <div className={classes.actions}>
        {unread && <Act id={id} intent="read" label="Mark as read" title={title} />}
        <Act id={id} intent="open" label="Look at it" title={title} />
      </div>
    </li>
  );
}

function Act(props: { id: string; intent: 'read' | 'open'; label: string; title: string }) {
  return (
    <Form method="post" preventScrollReset={props.intent === 'read'}>
      <input type="hidden" name="intent" value={props.intent} />
      <input type="hidden" name="id" value={props.id} />
      <Button
        type="submit"
        size="compact-sm"
        variant={props.intent === 'open' ? 'default' : 'subtle'}
        aria-label={`${props.label}: ${props.title}`}
      >
        {props.label}
      </Button>
    </Form>
  );
}
