import type { KeyView } from '@ck/shared/keys';
import { getFormProps, useForm } from '@conform-to/react';
import { Button, Modal } from '@mantine/core';
import { Form } from '@remix-run/react';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { Card } from '#app/components/card.tsx';
import { useConfirm } from '#app/components/confirm-dialog.tsx';
import { TextField } from '#app/components/form-field.tsx';
import { OutcomeNotice } from '#app/components/outcome-notice.tsx';
import { type FormOutcome, outcomeAt } from '#app/form-outcome.ts';
import classes from './key-page.module.css';

type DeleteCardProps = { keyView: KeyView; outcome: FormOutcome | undefined };

export function DeleteCard({ keyView, outcome }: DeleteCardProps) {
  const dialog = useConfirm();
  return (
    <Card title="Danger Zone" danger>
      <div className={classes.danger}>
        <div>
          <strong>Delete collaboration key</strong>
          <Fate name={keyView.name} />
        </div>
        <Button
          variant="outline"
          color="bad"
          leftSection={<IconTrash size={15} aria-hidden />}
          onClick={dialog.open}
        >
          Delete collaboration key
        </Button>
      </div>
      <Modal
        opened={dialog.opened}
        onClose={dialog.close}
        title={`Delete ${keyView.name}?`}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <DeleteForm keyView={keyView} outcome={outcomeAt(outcome, 'delete')} onKeep={dialog.close} />
      </Modal>
    </Card>
  );
}

function DeleteForm({ keyView, outcome, onKeep }: DeleteCardProps & { onKeep(): void }) {
  const [form, fields] = useForm<{ name: string }>({ lastResult: outcome?.result ?? null, id: 'delete' });
  const [typed, setTyped] = useState('');
  return (
    <Form
      method="post"
      {...getFormProps(form)}
      className={classes.form}
      noValidate
      onInput={event => setTyped(event.target instanceof HTMLInputElement ? event.target.value : '')}
    >
      <input type="hidden" name="intent" value="delete" />
      <Fate name={keyView.name} />
      <TextField
        field={fields.name}
        label={`Type ${keyView.name} to delete it`}
        autoComplete="off"
        autoFocus
      />
      <OutcomeNotice outcome={outcome} failed="Not deleted" />
      <div className={classes.end}>
        <Button variant="default" onClick={onKeep}>
          Keep the key
        </Button>
        <Button type="submit" color="bad" disabled={typed.trim() !== keyView.name}>
          Delete collaboration key
        </Button>
      </div>
    </Form>
  );
}

function Fate({ name }: { name: string }) {
  return (
    <p className={classes.fate}>
      <strong>Goes:</strong> both API keys, all permission settings and every invitation. Calls with these
      keys are refused. <strong>Stays:</strong> past calls, readable under the name {name}.
    </p>
  );
}
