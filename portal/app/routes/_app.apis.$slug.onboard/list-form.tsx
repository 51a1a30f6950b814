import { allPermissions, type Permission } from '@ck/shared/permissions';
import { Button, Textarea } from '@mantine/core';
import { Form, Link, useNavigation } from '@remix-run/react';
import { useState } from 'react';
import { Card } from '#app/components/card.tsx';
import { FileInto } from '#app/components/file-into.tsx';
import { PermissionBoxes } from '#app/components/permission-boxes.tsx';
import type { Onboarding } from './act.server.ts';
import classes from './onboard.module.css';

const example = `company, addresses, permissions, description
Acme Corp, mina@acme.example ole@acme.example, read create, Storefront
Baltic Freight, dev@baltic.example, read`;

/** The list as it is entered, and again below its preview, so that a line can be mended. */
export function ListForm({ entered, back }: { entered: Onboarding | undefined; back: string }) {
  const [permissions, setPermissions] = useState<Permission[]>(entered?.permissions ?? [...allPermissions]);
  const sending = useNavigation().formData?.get('intent') === 'preview';
  return (
    <Card title={entered?.step === 'preview' ? 'The list' : undefined}>
      <Form method="post" encType="multipart/form-data" className={classes.form} preventScrollReset={false}>
        <div>
          <Textarea
            id="partners"
            name="list"
            label="Companies"
            description="Up to 200 lines, pasted from a spreadsheet or as CSV: company, addresses, permissions, description. Only the company must be there."
            placeholder={example}
            defaultValue={entered?.text}
            error={entered?.step === 'refused' ? entered.fault : undefined}
            rows={10}
            spellCheck={false}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
          />
          <FileInto areaId="partners" field="list" accept=".csv,.tsv,.txt,text/csv" />
        </div>
        <div>
          <div className={classes.label} aria-hidden>
            Permissions
          </div>
          <p className="ck-small">
            For lines that name none, in both environments. Change each key later on its page.
          </p>
          <PermissionBoxes chosen={permissions} onChange={setPermissions} boxed />
        </div>
        <div className={classes.actions}>
          <Button component={Link} to={back} variant="default">
            Cancel
          </Button>
          <Button
            type="submit"
            name="intent"
            value="preview"
            loading={sending}
            variant={entered?.step === 'preview' ? 'default' : 'filled'}
          >
            Preview
          </Button>
        </div>
      </Form>
    </Card>
  );
}
