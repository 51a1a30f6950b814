import type { EndpointView, Environment } from '@ck/shared/endpoints';
import { Checkbox } from '@mantine/core';
import { Form } from '@remix-run/react';
import { OutcomeNotice } from '#app/components/outcome-notice.tsx';
import { SaveButton } from '#app/components/save-button.tsx';
import { type FormOutcome, outcomeAt } from '#app/form-outcome.ts';
import classes from './overview.module.css';

type HandlingFormProps = {
  environment: Environment;
  endpoint: EndpointView;
  outcome: FormOutcome | undefined;
};

/** What the gateway makes of the document when calls come: their answer, or their measure. */
export function HandlingForm({ environment, endpoint, outcome }: HandlingFormProps) {
  const { mock, strict } = endpoint[environment];
  const mine = outcomeAt(outcome, `handling:${environment}`);
  return (
    <Form method="post" className={classes.form} preventScrollReset>
      <input type="hidden" name="intent" value="handling" />
      <input type="hidden" name="environment" value={environment} />
      <input type="hidden" name="expectedVersion" value={endpoint.version} />
      {environment === 'sandbox' && (
        <Checkbox
          name="mock"
          defaultChecked={mock}
          label="Mock from document"
          description="Calls are answered from the document’s examples and schemas. Nothing is forwarded"
          error={mine?.result?.error?.mock?.join(' ')}
        />
      )}
      <Checkbox
        name="strict"
        defaultChecked={strict}
        label="Strict"
        description={`Requests that the document does not allow are refused with 422${environment === 'sandbox' ? ', as the mock does in any case' : ''}`}
      />
      <OutcomeNotice outcome={mine} failed="The handling was not saved" />
      <div>
        <SaveButton variant="default">Save handling</SaveButton>
      </div>
    </Form>
  );
}
