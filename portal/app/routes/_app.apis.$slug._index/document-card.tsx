import type { EndpointView } from '@ck/shared/endpoints';
import { getFormProps, useForm } from '@conform-to/react';
import { Button } from '@mantine/core';
import { Form, Link } from '@remix-run/react';
import { Card } from '#app/components/card.tsx';
import { DocumentField } from '#app/components/document-field.tsx';
import { OutcomeNotice } from '#app/components/outcome-notice.tsx';
import { SaveButton } from '#app/components/save-button.tsx';
import { type FormOutcome, outcomeAt } from '#app/form-outcome.ts';
import classes from './overview.module.css';

type DocumentCardProps = { endpoint: EndpointView; outcome: FormOutcome | undefined };

/** A new revision of the document: it is deployed to Sandbox at once, to Production by its owner. */
export function DocumentCard({ endpoint, outcome }: DocumentCardProps) {
  const mine = outcomeAt(outcome, 'document');
  const refused = mine?.result !== undefined;
  return (
    <Card
      title="OpenAPI document"
      hint={`Sandbox has revision ${endpoint.sandbox.documentRevision ?? 'none'}. Saving makes the next one.`}
      actions={
        <Button component={Link} to={`/apis/${endpoint.slug}/revisions`} variant="default" prefetch="intent">
          Revisions
        </Button>
      }
    >
      <OutcomeNotice outcome={mine} failed="The document was not saved" />
      <details open={refused}>
        <summary>Replace the document</summary>
        {/* The next revision empties the form; other changes of the endpoint leave what is typed. */}
        <DocumentForm key={endpoint.sandbox.documentRevision} endpoint={endpoint} outcome={mine} />
      </details>
    </Card>
  );
}

function DocumentForm({ endpoint, outcome }: DocumentCardProps) {
  const [form, fields] = useForm<{ document: string; documentUrl: string }>({
    lastResult: outcome?.result ?? null,
    id: 'document',
  });
  return (
    <Form
      method="post"
      encType="multipart/form-data"
      {...getFormProps(form)}
      className={classes.form}
      noValidate
      preventScrollReset
    >
      <input type="hidden" name="intent" value="document" />
      <input type="hidden" name="expectedVersion" value={endpoint.version} />
      <DocumentField field={fields.document} urlField={fields.documentUrl} />
      <div>
        <SaveButton variant="default">Save</SaveButton>
      </div>
    </Form>
  );
}
