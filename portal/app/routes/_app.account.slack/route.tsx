import { findSlackConnect, listSlackLinks, type SlackLink } from '@ck/shared/accounts';
import { Button } from '@mantine/core';
import { Form, useActionData, useLoaderData, useRevalidator } from '@remix-run/react';
import { useEffect } from 'react';
import { signedIn } from '#app/auth/require-account.server.ts';
import { Card, CardFoot } from '#app/components/card.tsx';
import { CopyText } from '#app/components/copy-text.tsx';
import { OutcomeNotice } from '#app/components/outcome-notice.tsx';
import { PageBody, PageHeader } from '#app/components/page-header.tsx';
import { Time } from '#app/components/time.tsx';
import { pageTitle } from '#app/page-title.ts';
import { actOnSlack, type SlackOutcome } from './act.server.ts';
import classes from './slack.module.css';

export const meta = () => pageTitle('Slack');

export const loader = signedIn(async ({ actor, account }) => ({
  connecting: await findSlackConnect(actor),
  links: await listSlackLinks([account.id]),
}));

export const action = signedIn(
  async ({ actor, request }): Promise<SlackOutcome | Awaited<ReturnType<typeof actOnSlack>>> =>
    await actOnSlack(actor, await request.formData()),
);

/** Somebody types the code elsewhere: the page looks for it. */
const lookEveryMs = 2_000;

export default function Slack() {
  const { connecting, links } = useLoaderData<typeof loader>();
  const outcome = useActionData<SlackOutcome>();
  const { revalidate } = useRevalidator();
  const waits = connecting !== undefined && connecting.claim === undefined;
  useEffect(() => {
    if (!waits) return undefined;
    const timer = setInterval(revalidate, lookEveryMs);
    return () => clearInterval(timer);
  }, [waits, revalidate]);
  const code = waits ? outcome?.code : undefined;
  return (
    <>
      <PageHeader title="Slack" lead="Manage your keys with /collabkey, from your phone too" />
      <PageBody>
        <Card title="Connect a Slack user" hint="Two steps, so that nobody is connected by a code alone">
          <div className={classes.steps}>
            <OutcomeNotice outcome={outcome} failed="Not connected" />
            {connecting?.claim !== undefined ? (
              <Claimed {...connecting.claim} />
            ) : (
              <Begin code={code} expiresAt={waits ? connecting.expiresAt : undefined} />
            )}
          </div>
        </Card>
        <Card title="Connected" flush>
          {links.map(link => (
            <LinkRow key={`${link.teamId}:${link.userId}`} link={link} />
          ))}
          <CardFoot>
            <span>
              {links.length === 0
                ? 'No Slack user acts as you.'
                : 'What is done there stands in the activity with your address and the word Slack.'}
            </span>
          </CardFoot>
        </Card>
      </PageBody>
    </>
  );
}

function Begin({ code, expiresAt }: { code: string | undefined; expiresAt: Date | undefined }) {
  return (
    <>
      {code !== undefined && expiresAt !== undefined && (
        <div role="status" className={classes.steps}>
          <p>Type this in Slack, in any channel. This page goes on by itself.</p>
          <CopyText text={`/collabkey connect ${code}`} />
          <p className="ck-small">
            Good once, until <Time at={expiresAt} long />.
          </p>
        </div>
      )}
      <Form method="post">
        <Button type="submit" name="intent" value="begin" variant={code === undefined ? 'filled' : 'default'}>
          {code === undefined ? 'Get a code' : 'Get another code'}
        </Button>
      </Form>
    </>
  );
}

function Claimed({ userName, teamName }: { userName: string; teamName: string }) {
  return (
    <Form method="post" className={classes.steps}>
      <p role="status">
        <strong>{userName}</strong> in <strong>{teamName}</strong> has typed your code. Is this you? Then this
        Slack user may do with your keys what you may.
      </p>
      <div className={classes.buttons}>
        <Button type="submit" name="intent" value="confirm">
          Yes, connect
        </Button>
        <Button type="submit" name="intent" value="cancel" variant="default">
          No, not me
        </Button>
      </div>
    </Form>
  );
}

function LinkRow({ link: { teamId, userId, teamName, userName, linkedAt } }: { link: SlackLink }) {
  return (
    <Form method="post" className={classes.row}>
      <input type="hidden" name="teamId" value={teamId} />
      <input type="hidden" name="userId" value={userId} />
      <div>
        <strong>{userName}</strong> in {teamName}
        <div className="ck-small">
          Since <Time at={linkedAt} long />
        </div>
      </div>
      <Button type="submit" name="intent" value="disconnect" variant="default" size="compact-sm">
        Disconnect
      </Button>
    </Form>
  );
}
