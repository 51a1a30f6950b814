import { getFormProps, useForm } from '@conform-to/react';
import { Button, Modal } from '@mantine/core';
import { Form, useNavigation } from '@remix-run/react';
import { useEffect } from 'react';
import { LongTextField } from '#app/components/form-field.tsx';
import { ErrorNotice } from '#app/components/notice.tsx';
import { type FormOutcome, outcomeAt } from '#app/form-outcome.ts';
import classes from './invitations.module.css';

type InviteDialogProps = {
  keyName: string;
  dialog: { opened: boolean; close(): void };
  outcome: FormOutcome | undefined;
};

export function InviteDialog({ keyName, dialog, outcome }: InviteDialogProps) {
  const { opened, close } = dialog;
  const done = outcomeAt(outcome, 'invitations')?.done;
  const sending = useNavigation().state === 'submitting';
  // Sent: what became of each address stands in the card behind the dialog.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new outcome closes it
  useEffect(() => {
    if (done !== undefined) close();
  }, [outcome]);
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={`Invite to ${keyName}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <InviteForm outcome={outcomeAt(outcome, 'invite')} onCancel={close} sending={sending} />
    </Modal>
  );
}

function InviteForm(props: { outcome: FormOutcome | undefined; onCancel(): void; sending: boolean }) {
  const [form, fields] = useForm<{ addresses: string }>({
    lastResult: props.outcome?.result ?? null,
    id: 'invite',
  });
  return (
    <Form method="post" preventScrollReset {...getFormProps(form)} className={classes.form} noValidate>
      <input type="hidden" name="intent" value="invite" />
      <LongTextField
        field={fields.addresses}
        label="E-mail addresses"
        description="One or many: paste a list. Each gets a mail with a link that is valid for 7 days."
        rows={4}
        autoFocus
        required
      />
      <ErrorNotice title="Nobody was invited" errors={form.errors} />
      <div className={classes.end}>
        <Button variant="default" onClick={props.onCancel}>
          Cancel
        </Button>
        <Button type="submit" loading={props.sending}>
          Send invitations
        </Button>
      </div>
    </Form>
  );
}
