import type { PartnerLine } from '@ck/shared/onboarding';
import type { Permission } from '@ck/shared/permissions';
import { Button } from '@mantine/core';
import { Form, useNavigation } from '@remix-run/react';
import { Card, CardFoot } from '#app/components/card.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { PermissionWords } from '#app/components/permission-boxes.tsx';
import { counted } from '#app/numbers.ts';
import classes from './onboard.module.css';

type PreviewProps = { text: string; permissions: Permission[]; lines: readonly PartnerLine[] };

const columns = [
  { name: 'line', label: 'Line', width: '48px', end: true },
  { name: 'company', label: 'Company', width: '200px' },
  { name: 'addresses', label: 'Invitations' },
  { name: 'permissions', label: 'Permissions' },
  { name: 'what', label: 'What happens' },
];

/** What each line would do, before anything is done. */
export function Preview({ text, permissions, lines }: PreviewProps) {
  const good = lines.filter(({ faults }) => faults.length === 0);
  const invitations = good.reduce((sum, { addresses }) => sum + addresses.length, 0);
  const leftOut = lines.length - good.length;
  const sending = useNavigation().formData?.get('intent') === 'add';
  return (
    <Card
      title="Preview"
      hint={
        leftOut === 0
          ? 'Nothing is done yet.'
          : `Nothing is done yet. ${counted(leftOut, 'line')} will be left out.`
      }
      actions={
        good.length > 0 && (
          <Form method="post" encType="multipart/form-data">
            <input type="hidden" name="list" value={text} />
            {permissions.map(permission => (
              <input key={permission} type="hidden" name="permissions" value={permission} />
            ))}
            <Button type="submit" name="intent" value="add" loading={sending}>
              Add {counted(good.length, 'key')}
              {invitations > 0 && `, send ${counted(invitations, 'invitation')}`}
            </Button>
          </Form>
        )
      }
      flush
    >
      <DataTable caption="Preview" columns={columns} dense>
        {lines.map(line => (
          <PreviewRow key={line.line} line={line} permissions={line.permissions ?? permissions} />
        ))}
      </DataTable>
      <CardFoot>
        <span>
          Both keys of a company are active at once. Who is invited gets a mail with a link, never a key.
        </span>
      </CardFoot>
    </Card>
  );
}

function PreviewRow({ line, permissions }: { line: PartnerLine; permissions: Permission[] }) {
  const isGood = line.faults.length === 0;
  return (
    <tr>
      <td data-label="Line" data-end className="ck-muted">
        {line.line}
      </td>
      <td data-head>{line.name === '' ? '—' : line.name}</td>
      <td data-label="Invitations">{line.addresses.length === 0 ? '—' : line.addresses.join(', ')}</td>
      <td data-label="Permissions">
        <PermissionWords held={permissions} />
      </td>
      <td data-label="What happens" className={isGood ? 'ck-quiet' : classes.fault}>
        {isGood ? 'Added' : `Left out: ${line.faults.join(' ')}`}
      </td>
    </tr>
  );
}
