import type { EndpointView } from '@ck/shared/endpoints';
import { NumberInput } from '@mantine/core';
import { Form } from '@remix-run/react';
import { Card } from '#app/components/card.tsx';
import { OutcomeNotice } from '#app/components/outcome-notice.tsx';
import { SaveButton } from '#app/components/save-button.tsx';
import { type FormOutcome, outcomeAt } from '#app/form-outcome.ts';
import classes from './settings.module.css';

/** How long the call log reaches back. */
export function RetentionCard({
  endpoint,
  outcome,
}: {
  endpoint: EndpointView;
  outcome: FormOutcome | undefined;
}) {
  const mine = outcomeAt(outcome, 'retention');
  return (
    <Card
      title="Call log"
      hint="Single calls go at the end of the day in which this time is over. Statistics stay."
    >
      <Form method="post" className={classes.form} preventScrollReset>
        <input type="hidden" name="intent" value="retention" />
        <input type="hidden" name="expectedVersion" value={endpoint.version} />
        <NumberInput
          name="days"
          label="Days that calls are kept"
          description="From 1 to 730. Calls that are already gone do not come back"
          defaultValue={endpoint.retentionDays}
          min={1}
          max={730}
          allowDecimal={false}
          maw={280}
          error={mine?.result?.error?.days?.join(' ')}
        />
        <OutcomeNotice outcome={mine} failed="The retention was not saved" />
        <div>
          <SaveButton variant="default">Save retention</SaveButton>
        </div>
      </Form>
    </Card>
  );
}
