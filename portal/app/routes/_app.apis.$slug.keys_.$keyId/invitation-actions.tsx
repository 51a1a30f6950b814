import type { InvitationView } from '@ck/shared/invitations';
import { Button } from '@mantine/core';
import { Form, useSubmit } from '@remix-run/react';
import { ConfirmDialog, useConfirm } from '#app/components/confirm-dialog.tsx';
import classes from './invitations.module.css';

type InvitationActionsProps = { invitation: InvitationView; keyName: string };

/** What can be done with an invitation as it stands. What takes something away asks first. */
export function InvitationActions({ invitation, keyName }: InvitationActionsProps) {
  const { id, status, address } = invitation;
  const confirm = useConfirm();
  const submit = useSubmit();
  const post = (intent: 'revoke' | 'cut_off') => {
    confirm.close();
    submit({ intent, invitationId: id }, { method: 'post', preventScrollReset: true });
  };
  if (status === 'revoked') return null;
  const accepted = status === 'accepted';
  return (
    <div className={classes.actions}>
      {!accepted && <Resend id={id} address={address} />}
      {status !== 'expired' && (
        <Button variant="outline" color="bad" size="compact-sm" onClick={confirm.open}>
          {accepted ? 'Revoke Access' : 'Revoke'}
        </Button>
      )}
      <ConfirmDialog
        opened={confirm.opened}
        onClose={confirm.close}
        title={accepted ? `Revoke access of ${address}?` : `Revoke the invitation of ${address}?`}
        safe={accepted ? 'Keep access' : 'Keep the invitation'}
        act={accepted ? 'Revoke Access' : 'Revoke'}
        onAct={() => post('revoke')}
      >
        {accepted ? (
          <Consequences keyName={keyName} onCutOff={() => post('cut_off')} />
        ) : (
          'The link in the mail ends at once.'
        )}
      </ConfirmDialog>
    </div>
  );
}

function Resend({ id, address }: { id: string; address: string }) {
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="intent" value="resend" />
      <input type="hidden" name="invitationId" value={id} />
      <Button type="submit" variant="default" size="compact-sm" aria-label={`Resend to ${address}`}>
        Resend
      </Button>
    </Form>
  );
}

function Consequences({ keyName, onCutOff }: { keyName: string; onCutOff(): void }) {
  return (
    <>
      <p>
        From the next request on, this person sees nothing of {keyName} any more. The key itself still works:
        whoever has copied it can go on calling.
      </p>
      <Button variant="outline" color="bad" mt={12} onClick={onCutOff}>
        Cut off completely
      </Button>
      <p className="ck-small">Takes the access and switches both keys off, in one act.</p>
    </>
  );
}
