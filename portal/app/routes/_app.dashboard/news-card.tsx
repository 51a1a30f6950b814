import type { NotificationView } from '@ck/shared/notifications';
import { Button } from '@mantine/core';
import { Link } from '@remix-run/react';
import { Card } from '#app/components/card.tsx';
import { RelativeTime } from '#app/components/time.tsx';
import classes from './dashboard.module.css';

/** What happened to the reader's keys and was not looked at yet: a key regenerated, a permission gone, a decision. */
export function NewsCard({ news }: { news: readonly NotificationView[] }) {
  return (
    <Card
      title="What changed for you"
      actions={
        <Button component={Link} to="/notifications" variant="default" prefetch="intent">
          Notifications
        </Button>
      }
    >
      <ul className={classes.news}>
        {news.map(({ id, title, next, endpoint, at }) => (
          <li key={id}>
            <strong>{title}</strong>{' '}
            <span className="ck-small">
              {endpoint} · <RelativeTime at={at} />
            </span>
            <p className="ck-quiet">{next}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
