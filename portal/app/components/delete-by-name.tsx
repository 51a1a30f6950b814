import { getFormProps, useForm } from '@conform-to/react';
import { Button, Modal } from '@mantine/core';
import { Form } from '@remix-run/react';
import { IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { type FormOutcome, outcomeAt } from '../form-outcome.ts';
import { Card } from './card.tsx';
import { useConfirm } from './confirm-dialog.tsx';
import classes from './delete-by-name.module.css';
import { TextField } from './form-field.tsx';
import { OutcomeNotice } from './outcome-notice.tsx';
import { SaveButton } from './save-button.tsx';

type DeleteByNameProps = {
  /** What has to be typed. */
  name: string;
  /** The act, such as "Delete collaboration key". */
  act: string;
  /** The button that changes nothing. */
  keep: string;
  /** What goes and what stays. */
  fate: ReactNode;
  /** What else the form says. */
  hidden?: Readonly<Record<string, string>>;
  outcome: FormOutcome | undefined;
};

/** The Danger Zone of a page: deletes what has this name, once it was typed. The form's intent is `delete`. */
export function DangerZone(props: DeleteByNameProps) {
  const { name, act, fate } = props;
  const dialog = useConfirm();
  return (
    <Card id="danger-zone" title="Danger Zone" danger>
      <div className={classes.danger}>
        <div>
          <strong>{act}</strong>
          <p className={classes.fate}>{fate}</p>
        </div>
        <Button
          variant="outline"
          color="bad"
          leftSection={<IconTrash size={15} aria-hidden />}
          onClick={dialog.open}
        >
          {act}
        </Button>
      </div>
      <Modal
        opened={dialog.opened}
        onClose={dialog.close}
        title={`Delete ${name}?`}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <DeleteForm {...props} onKeep={dialog.close} />
      </Modal>
    </Card>
  );
}

function DeleteForm({ name, act, keep, fate, hidden = {}, ...rest }: DeleteByNameProps & { onKeep(): void }) {
  const outcome = outcomeAt(rest.outcome, 'delete');
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
      {Object.entries({ ...hidden, intent: 'delete' }).map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      <p className={classes.fate}>{fate}</p>
      <TextField field={fields.name} label={`Type ${name} to delete it`} autoComplete="off" autoFocus />
      <OutcomeNotice outcome={outcome} failed="Not deleted" />
      <div className={classes.end}>
        <Button variant="default" onClick={rest.onKeep}>
          {keep}
        </Button>
        <SaveButton color="bad" disabled={typed.trim() !== name}>
          {act}
        </SaveButton>
      </div>
    </Form>
  );
}
