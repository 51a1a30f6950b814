import { countUnread, listNotifications, markRead, openNotification } from '@ck/shared/notifications';
import { Button } from '@mantine/core';
import { redirect } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { IconBell } from '@tabler/icons-react';
import { signedIn } from '#app/auth/require-account.server.ts';
import { Card } from '#app/components/card.tsx';
import { Empty } from '#app/components/empty.tsx';
import { PageBody, PageHeader } from '#app/components/page-header.tsx';
import { ZoneNote } from '#app/components/time.tsx';
import { notificationSections } from '#app/notification-pages.ts';
import { counted } from '#app/numbers.ts';
import { pageTitle } from '#app/page-title.ts';
import classes from './inbox.module.css';
import { NotificationRow } from './notification-row.tsx';

const perPage = 50;

export const meta = () => pageTitle('Notifications');

export const loader = signedIn(async ({ actor, url }) => {
  const before = url.searchParams.get('before') ?? undefined;
  const [found, unread] = await Promise.all([
    listNotifications(actor, { limit: perPage + 1, ...(before !== undefined && { before }) }),
    countUnread(actor),
  ]);
  const notifications = found.slice(0, perPage);
  const older = found.length > perPage ? notifications.at(-1)?.id : undefined;
  return { notifications, unread, older, first: before === undefined };
});

export const action = signedIn(async ({ actor, request }) => {
  const form = await request.formData();
  const id = String(form.get('id'));
  switch (form.get('intent')) {
    case 'open':
      return redirect((await openNotification(actor, id)).path);
    case 'read':
      await markRead(actor, { id });
      return null;
    case 'read_all':
      await markRead(actor, 'all');
      return null;
    default:
      throw new Response(null, { status: 400 });
  }
});

export default function Inbox() {
  const { notifications, unread, older, first } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Notifications"
        lead={unread === 0 ? 'Nothing unread' : counted(unread, 'unread notification')}
        actions={unread > 0 && <MarkAll />}
        sections={notificationSections}
      />
      <PageBody>
        <Card flush>
          {notifications.length === 0 ? (
            <NothingHere first={first} />
          ) : (
            <ul className={classes.list}>
              {notifications.map(notification => (
                <NotificationRow key={notification.id} notification={notification} />
              ))}
            </ul>
          )}
        </Card>
        <div className={classes.foot}>
          <ZoneNote />
          {older !== undefined && (
            <Button component={Link} to={`?before=${older}`} variant="default">
              Older
            </Button>
          )}
        </div>
      </PageBody>
    </>
  );
}

function MarkAll() {
  return (
    <Form method="post">
      <input type="hidden" name="intent" value="read_all" />
      <Button type="submit" variant="default">
        Mark all as read
      </Button>
    </Form>
  );
}

function NothingHere({ first }: { first: boolean }) {
  return (
    <Empty icon={IconBell} title={first ? 'No notifications yet' : 'No older notifications'}>
      When a key that concerns you is switched, regenerated or changed, it is told here and by mail. They are
      kept for 90 days.
    </Empty>
  );
}
