import type { Environment } from '@ck/shared/endpoints';
import { Button } from '@mantine/core';
import { Form } from '@remix-run/react';
import classes from './key-page.module.css';

/** What may be wished of a key that comes back by itself: now, or not at all. */
export function PausedRow({ environment }: { environment: Environment }) {
  return (
    <div className={classes.pausedActions}>
      <SwitchForm environment={environment} active={false} label="Keep off" />
      <SwitchForm environment={environment} active={true} label="Activate now" />
    </div>
  );
}

function SwitchForm(props: { environment: Environment; active: boolean; label: string }) {
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="intent" value="switch" />
      <input type="hidden" name="environment" value={props.environment} />
      <input type="hidden" name="active" value={String(props.active)} />
      <Button type="submit" variant={props.active ? 'filled' : 'default'}>
        {props.label}
      </Button>
    </Form>
  );
}
