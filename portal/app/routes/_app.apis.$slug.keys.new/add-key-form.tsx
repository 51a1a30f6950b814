import { allPermissions, type Permission } from '@ck/shared/permissions';
import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react';
import { Button } from '@mantine/core';
import { Form, Link, useNavigation } from '@remix-run/react';
import { useState } from 'react';
import { EnvironmentBadge } from '#app/components/environment-badge.tsx';
import { LongTextField, TextField } from '#app/components/form-field.tsx';
import { ErrorNotice } from '#app/components/notice.tsx';
import { PermissionBoxes } from '#app/components/permission-boxes.tsx';
import classes from './add-key-form.module.css';

type Fields = { name: string; description: string };

export function AddKeyForm({ result }: { result: SubmissionResult<string[]> | undefined }) {
  const [form, fields] = useForm<Fields>({ lastResult: result ?? null, id: 'add-key' });
  const [permissions, setPermissions] = useState<Permission[]>([...allPermissions]);
  const sending = useNavigation().state === 'submitting';
  return (
    <Form method="post" {...getFormProps(form)} className={classes.form} noValidate>
      <TextField
        field={fields.name}
        label="Collaboration key name"
        description="A partner or team, such as Acme Corp or Mobile Team"
        required
        autoFocus
        autoComplete="off"
      />
      <LongTextField field={fields.description} label="Description" description="Optional" rows={2} />
      <div>
        <div className={classes.label} aria-hidden>
          Permissions
        </div>
        <p className="ck-small">The same for both environments now. Change each one later on its own tab.</p>
        <PermissionBoxes chosen={permissions} onChange={setPermissions} boxed />
      </div>
      <div className={classes.promise}>
        Save issues both keys, active at once: <EnvironmentBadge environment="sandbox" />
        <EnvironmentBadge environment="production" quiet />
      </div>
      <ErrorNotice title="The key was not added" errors={form.errors} />
      <div className={classes.actions}>
        <Button component={Link} to=".." relative="path" variant="default" preventScrollReset>
          Cancel
        </Button>
        <Button type="submit" loading={sending}>
          Save
        </Button>
      </div>
    </Form>
  );
}
