import type { RequestView } from '@ck/shared/requests';
import { requestStatuses, wishInWords } from '@ck/shared/wish-words';
import { Button, Textarea } from '@mantine/core';
import { Form, useActionData } from '@remix-run/react';
import { Card } from '#app/components/card.tsx';
import { OutcomeNotice } from '#app/components/outcome-notice.tsx';
import { StatusBadge } from '#app/components/status-badge.tsx';
import { Time } from '#app/components/time.tsx';
import { type FormOutcome, outcomeAt } from '#app/form-outcome.ts';
import type { LoadedGuide } from './load-guide.server.ts';
import classes from './steps.module.css';

/** Asking for Production, and what became of everything that was asked for. */
export function ProductionCard({
  guide: { endpoint, sharedBy, requests, waiting, me },
}: {
  guide: LoadedGuide;
}) {
  const outcome = outcomeAt(useActionData<FormOutcome>(), 'production');
  const mayAsk = endpoint.production.behind && !waiting.some(({ wish }) => wish.kind === 'production');
  if (!mayAsk && requests.length === 0 && outcome === undefined) return null;
  return (
    <Card
      id="requests"
      title="Request production"
      hint={`${sharedBy} decides, and sees what your key did in Sandbox during the last 7 days.`}
    >
      <OutcomeNotice outcome={outcome} failed="Not asked" />
      {mayAsk && (
        <Form method="post" className={classes.form} preventScrollReset>
          <input type="hidden" name="intent" value="production" />
          <Textarea
            name="note"
            label="Note to the owner"
            description="Optional"
            rows={2}
            maxLength={500}
            maw={560}
          />
          <div>
            <Button type="submit">Request production</Button>
          </div>
        </Form>
      )}
      <ul className={classes.requests}>
        {requests.map(request => (
          <RequestRow key={request.id} request={request} me={me} />
        ))}
      </ul>
    </Card>
  );
}

function RequestRow({ request, me }: { request: RequestView; me: string }) {
  const { id, wish, status, askedBy, askedAt, decision } = request;
  return (
    <li>
      <StatusBadge status={requestStatuses[status]} /> {wishInWords(wish)}
      <span className="ck-small">
        {' '}
        asked by {askedBy.email}, <Time at={askedAt} />
      </span>
      {decision !== undefined && decision.note !== '' && <blockquote>{decision.note}</blockquote>}
      {status === 'pending' && askedBy.accountId === me && (
        <Form method="post" preventScrollReset className={classes.inline}>
          <input type="hidden" name="intent" value="withdraw" />
          <input type="hidden" name="requestId" value={id} />
          <Button type="submit" variant="default" size="compact-xs">
            Withdraw
          </Button>
        </Form>
      )}
    </li>
  );
}
