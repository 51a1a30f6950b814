import type { EndpointView } from '@ck/shared/endpoints';
import { Textarea } from '@mantine/core';
import { Form } from '@remix-run/react';
import { Card } from '#app/components/card.tsx';
import { OutcomeNotice } from '#app/components/outcome-notice.tsx';
import { SaveButton } from '#app/components/save-button.tsx';
import { type FormOutcome, outcomeAt } from '#app/form-outcome.ts';
import classes from './settings.module.css';

/** From which web pages a browser may read the gateway's answers. */
export function OriginsCard({
  endpoint,
  outcome,
}: {
  endpoint: EndpointView;
  outcome: FormOutcome | undefined;
}) {
  const mine = outcomeAt(outcome, 'origins');
  const entered = mine?.result?.initialValue?.origins;
  const saved = endpoint.allowedOrigins.join('\n');
  return (
    <Card
      title="Allowed origins"
      hint="Only browsers ask for this (CORS). Servers and apps call with their key from anywhere."
    >
      <Form key={saved} method="post" className={classes.form} preventScrollReset>
        <input type="hidden" name="intent" value="origins" />
        <input type="hidden" name="expectedVersion" value={endpoint.version} />
        <Textarea
          name="origins"
          label="Origins"
          description="One in a line, such as https://shop.example. Left empty, pages from any origin may call"
          rows={3}
          maw={560}
          classNames={{ input: 'ck-mono' }}
          spellCheck={false}
          defaultValue={typeof entered === 'string' ? entered : saved}
          error={mine?.result?.error?.origins?.join(' ')}
        />
        <OutcomeNotice outcome={mine} failed="The origins were not saved" />
        <div>
          <SaveButton variant="default">Save origins</SaveButton>
        </div>
      </Form>
    </Card>
  );
}
