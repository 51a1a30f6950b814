import type { Environment } from '@ck/shared/endpoints';
import type { KeyView } from '@ck/shared/keys';
import { Button } from '@mantine/core';
import { Form, useRevalidator, useSubmit } from '@remix-run/react';
import { useState } from 'react';
import { BlastRadius } from '#app/components/blast-radius.tsx';
import { ConfirmDialog, useConfirm } from '#app/components/confirm-dialog.tsx';
import { Countdown } from '#app/components/countdown.tsx';
import { EnvironmentSection } from '#app/components/environment-tabs.tsx';
import { OutcomeNotice } from '#app/components/outcome-notice.tsx';
import { SwitchButton } from '#app/components/switch-button.tsx';
import { SoonTime } from '#app/components/time.tsx';
import { environmentLabels } from '#app/environment.ts';
import { type FormOutcome, outcomeAt } from '#app/form-outcome.ts';
import classes from './key-page.module.css';
import { PauseRow } from './pause-row.tsx';
import { PausedRow } from './paused-row.tsx';

type PowerSectionProps = { keyView: KeyView; environment: Environment; outcome: FormOutcome | undefined };

/** The switch, and off for a time. Production asks before it goes off; Sandbox does not, and offers the way back. */
export function PowerSection({ keyView, environment, outcome }: PowerSectionProps) {
  const confirm = useConfirm();
  const [time, setTime] = useState<string>();
  const submit = useSubmit();
  const place = environmentLabels[environment];
  const { active, pause } = keyView[environment];
  const asks = environment === 'production' && active;
  const post = (form: Record<string, string>) =>
    submit({ environment, ...form }, { method: 'post', preventScrollReset: true });
  const target = { intent: 'switch', active: String(!active) };
  const turn = (pauseTime?: string) =>
    post(pauseTime === undefined ? target : { intent: 'pause', for: pauseTime });
  const ask = (pauseTime?: string) => {
    setTime(pauseTime);
    confirm.open();
  };
  const mine = outcomeAt(outcome, `switch:${environment}`) ?? outcomeAt(outcome, `pause:${environment}`);
  return (
    <EnvironmentSection title="Power" hint={`Inactive refuses every call with this key in ${place}.`}>
      <div className={classes.stack}>
        <div className={classes.power}>
          <Form
            method="post"
            preventScrollReset
            onSubmit={event => {
              if (!asks) return;
              event.preventDefault();
              ask();
            }}
          >
            {Object.entries({ ...target, environment }).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            <SwitchButton
              type="submit"
              active={active}
              until={pause === undefined ? undefined : <SoonTime at={pause.until} />}
              hint={<PowerHint active={active} pausedUntil={pause?.until} />}
            />
          </Form>
          {pause !== undefined && <PausedRow environment={environment} />}
        </div>
        {active && (
          <PauseRow environment={environment} onPause={chosen => (asks ? ask(chosen) : turn(chosen))} />
        )}
        <OutcomeNotice
          outcome={mine}
          failed="Not switched"
          action={
            environment === 'sandbox' ? (
              <Button variant="subtle" size="compact-sm" onClick={() => turn()}>
                Undo
              </Button>
            ) : undefined
          }
        />
      </div>
      <ConfirmDialog
        opened={confirm.opened}
        onClose={confirm.close}
        title={
          time === undefined
            ? `Deactivate ${keyView.name} in ${place}?`
            : `Pause ${keyView.name} in ${place} for ${time.replace('h', ' h')}?`
        }
        safe="Keep active"
        act={time === undefined ? `Deactivate ${place}` : `Pause ${place}`}
        onAct={() => {
          confirm.close();
          turn(time);
        }}
      >
        Every {place} call with this key is refused {time === undefined ? 'from then on' : 'for that time'}.
        Sandbox stays as it is.{' '}
        {confirm.opened && <BlastRadius keyId={keyView.id} environment={environment} log="logs" />}
      </ConfirmDialog>
    </EnvironmentSection>
  );
}

function PowerHint({ active, pausedUntil }: { active: boolean; pausedUntil: Date | undefined }) {
  const { revalidate } = useRevalidator();
  if (active) return 'Calls are let through';
  if (pausedUntil === undefined) return 'Calls are refused with 403 key_inactive';
  return (
    <>
      Back on by itself <Countdown until={pausedUntil} onDue={revalidate} />
    </>
  );
}
