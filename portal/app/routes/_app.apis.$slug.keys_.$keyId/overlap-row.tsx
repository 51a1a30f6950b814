import type { Environment } from '@ck/shared/endpoints';
import type { KeyView } from '@ck/shared/keys';
import { Button } from '@mantine/core';
import { Form } from '@remix-run/react';
import { OutcomeNotice } from '#app/components/outcome-notice.tsx';
import { Time } from '#app/components/time.tsx';
import { type FormOutcome, outcomeAt } from '#app/form-outcome.ts';
import { CutOver } from './cut-over.tsx';
import classes from './key-page.module.css';

type OverlapRowProps = { keyView: KeyView; environment: Environment; outcome: FormOutcome | undefined };

/** The old key of a regenerate while it lives on beside the new one. */
export function OverlapRow({ keyView, environment, outcome }: OverlapRowProps) {
  const { overlap } = keyView[environment];
  const mine = outcomeAt(outcome, `end_overlap:${environment}`);
  if (overlap === undefined && mine === undefined) return null;
  return (
    <div className={classes.stack}>
      {overlap !== undefined && (
        <Form method="post" className={classes.row} preventScrollReset>
          <input type="hidden" name="intent" value="end_overlap" />
          <input type="hidden" name="environment" value={environment} />
          <span>
            The old key <code>{overlap.masked}</code> works until <Time at={overlap.validUntil} long />
          </span>
          <Button type="submit" variant="default" size="compact-sm">
            End now
          </Button>
        </Form>
      )}
      {overlap !== undefined && (
        <CutOver keyId={keyView.id} environment={environment} issued={keyView[environment].generation} />
      )}
      <OutcomeNotice outcome={mine} failed="The old key was not ended" />
    </div>
  );
}
