import type { KeyView } from '@ck/shared/keys';
import { getFormProps, useForm } from '@conform-to/react';
import { Form } from '@remix-run/react';
import { Card } from '#app/components/card.tsx';
import { LongTextField, TextField } from '#app/components/form-field.tsx';
import { OutcomeNotice } from '#app/components/outcome-notice.tsx';
import { SaveButton } from '#app/components/save-button.tsx';
import { type FormOutcome, outcomeAt } from '#app/form-outcome.ts';
import classes from './key-page.module.css';

type DetailsCardProps = { keyView: KeyView; outcome: FormOutcome | undefined };

/** Name and description, for both environments. */
export function DetailsCard({ keyView, outcome }: DetailsCardProps) {
  const mine = outcomeAt(outcome, 'details');
  return (
    <Card title="Name and description" hint="For both environments. Partners see them too.">
      {/* Another name or description fills the form anew; other changes of the key leave what is typed. */}
      <DetailsForm
        key={JSON.stringify([keyView.name, keyView.description])}
        keyView={keyView}
        outcome={mine}
      />
    </Card>
  );
}

function DetailsForm({ keyView, outcome }: DetailsCardProps) {
  const { name, description, version } = keyView;
  const [form, fields] = useForm<{ name: string; description: string }>({
    lastResult: outcome?.conflict === true ? null : (outcome?.result ?? null),
    defaultValue: { name, description },
    id: 'details',
  });
  return (
    <Form method="post" {...getFormProps(form)} className={classes.form} noValidate preventScrollReset>
      <input type="hidden" name="intent" value="details" />
      <input type="hidden" name="expectedVersion" value={version} />
      <TextField field={fields.name} label="Collaboration key name" required autoComplete="off" />
      <LongTextField field={fields.description} label="Description" rows={2} />
      <OutcomeNotice outcome={outcome} failed="Not saved" />
      <div>
        <SaveButton variant="default">Save</SaveButton>
      </div>
    </Form>
  );
}
