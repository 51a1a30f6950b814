import type { RequestView } from '@ck/shared/requests';
import { requestStatuses, wishInWords } from '@ck/shared/wish-words';
import { Textarea } from '@mantine/core';
import { Form } from '@remix-run/react';
import { Card } from '#app/components/card.tsx';
import { OutcomeNotice } from '#app/components/outcome-notice.tsx';
import { SaveButton } from '#app/components/save-button.tsx';
import { Time } from '#app/components/time.tsx';
import { type FormOutcome, outcomeAt } from '#app/form-outcome.ts';
import classes from './request.module.css';

type DecisionCardProps = {
  request: RequestView;
  /** Of the endpoint: what was looked at is what is deployed. */
  version: number;
  outcome: FormOutcome | undefined;
};

/** Approve or decline, with a word to whoever asked; afterwards what was decided. */
export function DecisionCard({ request, version, outcome }: DecisionCardProps) {
  const mine = outcomeAt(outcome, 'decision');
  return (
    <Card title="Decision">
      <div className={classes.decision}>
        <OutcomeNotice outcome={mine} failed="Not decided" />
        {request.status === 'pending' ? (
          <DecisionForm request={request} version={version} fault={mine?.result?.error?.note?.join(' ')} />
        ) : (
          <Decided request={request} />
        )}
      </div>
    </Card>
  );
}

function DecisionForm(props: { request: RequestView; version: number; fault: string | undefined }) {
  const { request, version, fault } = props;
  const isDeployment = request.wish.kind === 'production';
  return (
    <Form method="post" className={classes.decision} preventScrollReset>
      <input type="hidden" name="expectedVersion" value={version} />
      <Textarea
        name="note"
        label={`Note to ${request.keyName}`}
        description="They read it with the decision. Required to decline"
        maxLength={500}
        rows={3}
        error={fault}
      />
      <SaveButton name="intent" value="approve">
        {isDeployment ? 'Approve and deploy' : `Approve: allow ${wishInWords(request.wish)}`}
      </SaveButton>
      <SaveButton name="intent" value="decline" variant="default">
        Decline
      </SaveButton>
    </Form>
  );
}

function Decided({ request: { status, decision, askedBy } }: { request: RequestView }) {
  if (decision === undefined) return null;
  const who = status === 'withdrawn' ? askedBy.email : decision.by.email;
  return (
    <>
      <p>
        {requestStatuses[status]} by {who}, <Time at={decision.at} long />
        {decision.surface === 'portal' ? '' : `, from ${decision.surface}`}.
      </p>
      {decision.note !== '' && <blockquote className={classes.note}>{decision.note}</blockquote>}
    </>
  );
}
