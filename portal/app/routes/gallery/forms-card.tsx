import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Card } from '#app/components/card.tsx';
import { ConfirmDialog, useConfirm } from '#app/components/confirm-dialog.tsx';
import { CopyText } from '#app/components/copy-text.tsx';
import { PermissionBoxes } from '#app/components/permission-boxes.tsx';
import { SecretField } from '#app/components/secret-field.tsx';
import { SwitchButton } from '#app/components/switch-button.tsx';
import { Time } from '#app/components/time.tsx';
import classes from './gallery.module.css';

export function FormsCard({ at }: { at: Date }) {
  return (
    <div className={classes.pair}>
      <Card title="Key field" hint="Masked until somebody asks, and again after 30 s">
        <div className={classes.stack}>
          <SecretField
            {...{ keyId: 'none', keyName: 'Acme Corp', environment: 'production', masked: 'ck_prod_…x9Q2' }}
            canRegenerate
            facts={
              <>
                Issued <Time at={at} long />
              </>
            }
          />
          <CopyText text="http://gateway.example/orders" />
        </div>
      </Card>
      <Card title="Buttons and fields" hint="One filled button a view">
        <div className={classes.stack}>
          <Buttons />
          <TextInput
            label="Collaborator e-mail"
            defaultValue="mina.park@acme"
            error="“mina.park@acme” has no domain ending. Add one, such as .com."
          />
        </div>
      </Card>
      <Card title="Switch and permissions">
        <Switches />
      </Card>
    </div>
  );
}

function Buttons() {
  const confirm = useConfirm();
  return (
    <div className={classes.row}>
      <Button>Save</Button>
      <Button variant="default">Discard</Button>
      <Button variant="subtle">Hide</Button>
      <Button variant="outline" color="bad" onClick={confirm.open}>
        Deactivate
      </Button>
      <Button disabled>Save</Button>
      <ConfirmDialog
        opened={confirm.opened}
        onClose={confirm.close}
        onAct={confirm.close}
        title="Deactivate Acme Corp in Production?"
        safe="Keep active"
        act="Deactivate Production"
      >
        Every Production call with this key is refused at once. Sandbox stays active.
      </ConfirmDialog>
    </div>
  );
}

function Switches() {
  const [active, setActive] = useState(true);
  const [chosen, setChosen] = useState<Parameters<typeof PermissionBoxes>[0]['chosen']>(['create', 'read']);
  return (
    <div className={classes.stack}>
      <SwitchButton
        type="button"
        active={active}
        hint={active ? 'Calls are let through' : 'Calls are refused with 403 key_inactive'}
        onClick={() => setActive(!active)}
      />
      <PermissionBoxes chosen={chosen} onChange={setChosen} />
    </div>
  );
}
