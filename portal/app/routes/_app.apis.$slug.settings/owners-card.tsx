import type { EndpointView } from '@ck/shared/endpoints';
import { TextInput } from '@mantine/core';
import { Form, useSubmit } from '@remix-run/react';
import { useState } from 'react';
import { Card } from '#app/components/card.tsx';
import { ConfirmDialog } from '#app/components/confirm-dialog.tsx';
import { OutcomeNotice } from '#app/components/outcome-notice.tsx';
import { SaveButton } from '#app/components/save-button.tsx';
import { type FormOutcome, outcomeAt } from '#app/form-outcome.ts';
import classes from './settings.module.css';

type Owner = { id: string; email: string; name: string; isReader: boolean };
type OwnersCardProps = { endpoint: EndpointView; owners: readonly Owner[]; outcome: FormOutcome | undefined };

export function OwnersCard({ endpoint, owners, outcome }: OwnersCardProps) {
  const mine = outcomeAt(outcome, 'owners');
  return (
    <Card title="Owners" hint="Every owner sees and changes everything of this endpoint, its keys too.">
      <ul className={classes.list} aria-label="Owners">
        {owners.map(owner => (
          <li key={owner.id}>
            <span>
              {owner.name === '' ? owner.email : owner.name}
              {owner.isReader && <span className="ck-muted"> (you)</span>}
              {owner.name !== '' && <span className="ck-small"> {owner.email}</span>}
            </span>
            {owners.length > 1 ? (
              <RemoveOwner endpoint={endpoint} owner={owner} />
            ) : (
              <span className="ck-small">The last owner cannot go</span>
            )}
          </li>
        ))}
      </ul>
      <Form key={owners.length} method="post" className={classes.form} preventScrollReset noValidate>
        <input type="hidden" name="intent" value="add_owner" />
        <input type="hidden" name="expectedVersion" value={endpoint.version} />
        <div className={classes.row}>
          <TextInput
            name="email"
            type="email"
            label="E-mail of another owner"
            placeholder="lee@harbor.example"
            defaultValue={String(mine?.result?.initialValue?.email ?? '')}
            error={mine?.result?.error?.email?.join(' ')}
            className={classes.grow ?? ''}
          />
          <SaveButton variant="default">Add owner</SaveButton>
        </div>
        <OutcomeNotice outcome={mine} failed="The owners were not changed" />
      </Form>
    </Card>
  );
}

function RemoveOwner({ endpoint, owner }: { endpoint: EndpointView; owner: Owner }) {
  const [asks, setAsks] = useState(false);
  const submit = useSubmit();
  const form = {
    intent: 'remove_owner',
    accountId: owner.id,
    email: owner.email,
    expectedVersion: String(endpoint.version),
  };
  return (
    <>
      <Form
        method="post"
        onSubmit={event => {
          event.preventDefault();
          setAsks(true);
        }}
      >
        {Object.entries(form).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <SaveButton variant="default" size="compact-sm" aria-label={`Remove ${owner.email}`}>
          Remove
        </SaveButton>
      </Form>
      <ConfirmDialog
        opened={asks}
        onClose={() => setAsks(false)}
        title={owner.isReader ? `Leave ${endpoint.name}?` : `Remove ${owner.email}?`}
        safe="Keep"
        act={owner.isReader ? 'Leave' : 'Remove owner'}
        onAct={() => {
          setAsks(false);
          submit(form, { method: 'post', preventScrollReset: true });
        }}
      >
        {owner.isReader
          ? 'You will not see this endpoint or its keys any more. Another owner can add you again.'
          : 'They will not see this endpoint or its keys any more. What they did stays in the activity.'}
      </ConfirmDialog>
    </>
  );
}
