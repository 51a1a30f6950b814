import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react';
import { Button, Checkbox } from '@mantine/core';
import { Form, Link, useNavigation } from '@remix-run/react';
import { DocumentField } from '#app/components/document-field.tsx';
import { EnvironmentBadge } from '#app/components/environment-badge.tsx';
import { TextField } from '#app/components/form-field.tsx';
import { ErrorNotice } from '#app/components/notice.tsx';
import classes from './endpoint-form.module.css';

type Fields = Record<
  'name' | 'slug' | 'document' | 'documentUrl' | 'sandboxUpstream' | 'mockSandbox' | 'productionUpstream',
  string
>;

export function EndpointForm({ result }: { result: SubmissionResult<string[]> | undefined }) {
  const [form, fields] = useForm<Fields>({ lastResult: result ?? null, id: 'endpoint' });
  const sending = useNavigation().state === 'submitting';
  return (
    <Form
      method="post"
      encType="multipart/form-data"
      {...getFormProps(form)}
      className={classes.form}
      noValidate
    >
      <div className={classes.pair}>
        <TextField
          field={fields.name}
          label="Name"
          description="As partners read it, such as Orders API"
          required
          maxLength={80}
        />
        <TextField
          field={fields.slug}
          label="Address name"
          description="First part of every call’s path. Left empty, it is made from the name"
          placeholder="orders"
        />
      </div>
      <DocumentField field={fields.document} urlField={fields.documentUrl} />
      <div className={classes.pair}>
        <div className={classes.environment}>
          <EnvironmentBadge environment="sandbox" />
          <TextField
            field={fields.sandboxUpstream}
            label="Sandbox upstream"
            description="Where the gateway sends Sandbox calls"
            placeholder="https://sandbox.harbor.example"
            inputMode="url"
          />
          <Checkbox
            name={fields.mockSandbox.name}
            defaultChecked={fields.mockSandbox.initialValue === 'on'}
            label="Mock from document"
            description="The document’s examples and schemas answer instead. The upstream may then be left empty"
          />
        </div>
        <div className={classes.environment}>
          <EnvironmentBadge environment="production" />
          <TextField
            field={fields.productionUpstream}
            label="Production upstream"
            description="Optional now. You deploy to Production on the next page"
            placeholder="https://api.harbor.example"
            inputMode="url"
          />
        </div>
      </div>
      <ErrorNotice title="The endpoint was not added" errors={form.errors} />
      <div className={classes.actions}>
        <Button type="submit" loading={sending}>
          Save
        </Button>
        <Button component={Link} to="/apis" variant="default">
          Cancel
        </Button>
      </div>
    </Form>
  );
}
