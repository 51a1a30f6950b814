import type { Environment } from '@ck/shared/endpoints';
import type { KeyView } from '@ck/shared/keys';
import { Button } from '@mantine/core';
import { Form, useSubmit } from '@remix-run/react';
import { ConfirmDialog, useConfirm } from '#app/components/confirm-dialog.tsx';
import { EnvironmentSection } from '#app/components/environment-tabs.tsx';
import { OutcomeNotice } from '#app/components/outcome-notice.tsx';
import { SwitchButton } from '#app/components/switch-button.tsx';
import { environmentLabels } from '#app/environment.ts';
import { type FormOutcome, outcomeAt } from '#app/form-outcome.ts';
import classes from './key-page.module.css';

type PowerSectionProps = { keyView: KeyView; environment: Environment; outcome: FormOutcome | undefined };

/** The switch. Production asks before it goes off; Sandbox does not, and offers the way back instead. */
export function PowerSection({ keyView, environment, outcome }: PowerSectionProps) {
  const confirm = useConfirm();
  const submit = useSubmit();
  const place = environmentLabels[environment];
  const { active } = keyView[environment];
  const asks = environment === 'production' && active;
  const target = { intent: 'switch', environment, active: String(!active) };
  const turn = () => submit(target, { method: 'post', preventScrollReset: true });
  const mine = outcomeAt(outcome, `switch:${environment}`);
  return (
    <EnvironmentSection title="Power" hint={`Inactive refuses every call with this key in ${place}.`}>
      <div className={classes.stack}>
        <Form
          method="post"
          preventScrollReset
          onSubmit={event => {
            if (!asks) return;
            event.preventDefault();
            confirm.open();
          }}
        >
          {Object.entries(target).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <SwitchButton
            type="submit"
            active={active}
            hint={active ? 'Calls are let through' : 'Calls are refused with 403 key_inactive'}
          />
        </Form>
        <OutcomeNotice
          outcome={mine}
          failed="Not switched"
          action={
            environment === 'sandbox' ? (
              <Button variant="subtle" size="compact-sm" onClick={turn}>
                Undo
              </Button>
            ) : undefined
          }
        />
      </div>
      <ConfirmDialog
        opened={confirm.opened}
        onClose={confirm.close}
        title={`Deactivate ${keyView.name} in ${place}?`}
        safe="Keep active"
        act={`Deactivate ${place}`}
        onAct={() => {
          confirm.close();
          turn();
        }}
      >
        Every {place} call with this key is refused from then on. Sandbox stays as it is.
      </ConfirmDialog>
    </EnvironmentSection>
  );
}
